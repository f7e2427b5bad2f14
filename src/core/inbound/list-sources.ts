import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { viewOf } from "./record.ts";
import { SourceList } from "./schemas.ts";
import { type CountedSource, readSources } from "./source-store.ts";

export const listSources = query({
  name: "inbound.listSources",
  summary: "Lists all sources, oldest first, with their received and failed messages.",
  scope: "webhooks:read",
  audience: "public",
  input: z.strictObject({}),
  output: SourceList,
  failures: [],
  run: async ({ read, now }) => ({
    data: (await readSources(read)).map((source) => detailOf(source, now)),
    nextCursor: null,
  }),
});

export const detailOf = (source: CountedSource, now: Date) => ({
  ...viewOf(source, now),
  lastReceivedAt: source.lastReceivedAt?.toISOString() ?? null,
  messages: source.messages,
  failed: source.failed,
});
