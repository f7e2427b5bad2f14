import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { readOverview } from "./overview-store.ts";
import { percentile } from "./rules.ts";

/** Counts stop at 10,000. */
const WebhookOverview = z
  .object({
    failingEndpoints: z.int(),
    failed: z.int().describe("Given up and not muted; one that was asked for again counts until it is sent."),
    retrying: z.int().describe("Tried, and waiting for another try."),
    deliveredLastHour: z.int().describe("Queued in the last hour and delivered."),
    medianMs: z
      .int()
      .nullable()
      .describe("Half of the answers of this hour and the one before came within so long: the upper end of a bucket."),
  })
  .meta({ id: "WebhookOverview" });

export const overview = query({
  name: "webhooks.overview",
  summary: "Returns delivery counts: failing, waiting for a retry, delivered in the last hour.",
  scope: "webhooks:read",
  audience: "screens",
  input: z.strictObject({}),
  output: WebhookOverview,
  failures: [],
  run: async ({ read, now }) => {
    const { durations, ...counts } = await readOverview(read, now);
    return { ...counts, medianMs: percentile(durations, 0.5) };
  },
});
