import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { readHead } from "./chain-store.ts";
import { AuditHeads } from "./entry-schemas.ts";

export const listHeads = query({
  name: "audit.heads",
  summary: "Shows the newest head of the chain over all events, to be kept elsewhere.",
  scope: "audit:read",
  audience: "public",
  input: z.strictObject({}),
  output: AuditHeads,
  failures: [],
  run: async ({ read }) => {
    const head = await readHead(read);
    return { data: head === undefined ? [] : [{ ...head, at: head.at?.toISOString() ?? null }], nextCursor: null };
  },
});
