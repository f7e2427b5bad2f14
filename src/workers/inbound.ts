import { z } from "zod";
import { processMessage } from "#core/inbound/process-message.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { deleteOldMessages } from "./inbound-store.ts";
import { job } from "./job.ts";

/**
 * An early message, such as a cancellation before its order, is retried for most of a day: 2 s, 4 s, … up to an hour.
 */
export const processInbound = job({
  name: "inbound.process",
  description: "Processes a webhook or a message that was received.",
  on: ["inbound_message.received"],
  needs: ["orders:write", "payments:write", "inventory:write", "customers:write"],
  data: z.looseObject({ tenantId: z.uuid(), messageId: z.uuid() }),
  retry: { limit: 24, delayS: 2, longestDelayS: 3600 },
  leaseS: 60,
  width: 2,
  run: ({ hub }, { tenantId, messageId }) => processMessage(hub, asTenantId(tenantId), messageId),
});

export const forgetMessages = job({
  name: "housekeeping.inbound",
  description: "Deletes inbound messages older than 90 days.",
  data: z.object({}),
  retry: { limit: 2, delayS: 60 },
  leaseS: 900,
  schedule: "37 * * * *",
  run: async ({ hub, log }) => {
    log.info({ rows: await deleteOldMessages(hub.db.sql) }, "Messages older than 90 days deleted");
  },
});
