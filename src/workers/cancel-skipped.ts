import { z } from "zod";
import { job } from "./job.ts";
import { cancelPortion, endSkipping, skippingEndpoints } from "./skipped-store.ts";

/** An endpoint's backlog may be millions of rows, too many for one transaction. */
export const cancelSkipped = job({
  name: "webhooks.cancelSkipped",
  description: "Cancels the backlog of endpoints that were deleted, or resumed without it.",
  on: ["webhook_endpoint.enabled", "webhook_endpoint.deleted"],
  data: z.looseObject({}),
  retry: { limit: 5, delayS: 5, longestDelayS: 60 },
  leaseS: 3600,
  schedule: "37 * * * *",
  run: async ({ hub, signal }) => {
    for (const endpoint of await skippingEndpoints(hub.db.sql)) {
      while (await cancelPortion(hub.db.sql, endpoint)) signal.throwIfAborted();
      await endSkipping(hub.db.sql, endpoint);
    }
  },
});
