import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { countMessages as readCounts } from "./count-store.ts";
import { MessageCounts } from "./schemas.ts";

export const countMessages = query({
  name: "inbound.counts",
  summary:
    "Returns pending and failed messages, and those received since midnight in the tenant's time zone, per source.",
  scope: "webhooks:read",
  audience: "screens",
  input: z.strictObject({}),
  output: MessageCounts,
  failures: [],
  run: async ({ read, now }) => ({ data: await readCounts(read, now), nextCursor: null }),
});
