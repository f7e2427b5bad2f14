import { z } from "zod";
import { summariseLow } from "#core/inventory/index.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { holdOrder } from "#core/orders/hold-order.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Providers } from "#integrations/payments/port.ts";
import { askProvider } from "./ask-provider.ts";
import { type Job, job } from "./job.ts";
import { allTenants, deleteOldMails, unansweredPayments, unpaidOrders } from "./schedule-store.ts";

export interface ScheduleDeps {
  readonly providers: Providers;
  /** Days after which an unpaid order is held; undefined: never. */
  readonly unpaidHoldDays: number | undefined;
}

const nothing = z.object({});
/** Empty when the schedule queued it; a manual run names its tenant. */
const one = z.object({ tenantId: z.uuid().optional() });
const worker = { transport: "worker" } as const;

/** Scheduled jobs. Each may run twice, or miss a run, without harm. */
export function createSchedules({ providers, unpaidHoldDays }: ScheduleDeps): readonly Job[] {
  const holdUnpaid = job({
    name: "orders.holdUnpaid",
    description: "Holds orders unpaid for UNPAID_HOLD_DAYS; without it, none.",
    data: one,
    perTenant: true,
    retry: { limit: 0, delayS: 0 },
    leaseS: 600,
    schedule: "12 * * * *",
    needs: ["orders:write"],
    run: async ({ hub }, { tenantId: only }) => {
      if (unpaidHoldDays === undefined) return;
      for (const { tenantId, orderId } of await unpaidOrders(hub.db.sql, unpaidHoldDays, only)) {
        const actor = systemActor(asTenantId(tenantId), "payment clock");
        const hold = { id: orderId, reason: "unpaid", note: `Not paid within ${unpaidHoldDays} days.` };
        await execute(hub, actor, holdOrder, hold, worker).catch((error: unknown) => {
          if (!isHubError(error) || error.kind === "internal") throw error; // cancelled concurrently
        });
      }
    },
  });
  const reconcilePayments = job({
    name: "payments.reconcile",
    description: "Asks providers again about payments without a result for a quarter of an hour.",
    data: one,
    perTenant: true,
    retry: { limit: 0, delayS: 0 },
    leaseS: 840,
    schedule: "*/15 * * * *",
    needs: ["payments:write"],
    run: async ({ hub, log, signal }, { tenantId: only }) => {
      for (const { tenantId, data } of await unansweredPayments(hub.db.sql, only)) {
        if (signal.aborted) return;
        await askProvider({ hub, providers }, asTenantId(tenantId), data).catch((error: unknown) => {
          log.warn({ err: error, tenantId }, "A provider was asked again and did not answer");
        });
      }
    },
  });
  return [holdUnpaid, reconcilePayments, summariseLowStock, forgetMails];
}

const summariseLowStock = job({
  name: "inventory.summariseLow",
  description: "Reports articles that are out of stock to every merchant once a day.",
  data: one,
  perTenant: true,
  retry: { limit: 0, delayS: 0 },
  leaseS: 600,
  schedule: "0 6 * * *",
  run: async ({ hub }, { tenantId: only }) => {
    for (const tenantId of only === undefined ? await allTenants(hub.db.sql) : [only])
      await execute(hub, systemActor(asTenantId(tenantId), "stock"), summariseLow, {}, worker);
  },
});

const forgetMails = job({
  name: "housekeeping.mails",
  description: "Deletes mails older than 90 days.",
  data: nothing,
  retry: { limit: 2, delayS: 60 },
  leaseS: 900,
  schedule: "47 * * * *",
  run: async ({ hub, log }) => {
    log.info({ rows: await deleteOldMails(hub.db.sql) }, "Mails older than 90 days deleted");
  },
});
