import { z } from "zod";
import { systemActor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { expireHolds } from "#core/orders/expire-holds.ts";
import { execute } from "#core/runtime/execute.ts";
import { turnMonths } from "#db/months.ts";
import {
  deleteOldAnswers,
  deleteOldNonces,
  deleteOldSessions,
  deleteOldThrottles,
  ordersWithDueHolds,
} from "./housekeeping-store.ts";
import { job } from "./job.ts";

const nothing = z.object({});
const hourly = { data: nothing, retry: { limit: 2, delayS: 60 }, leaseS: 900 };

export const forgetAnswers = job({
  ...hourly,
  name: "housekeeping.idempotency",
  description: "Deletes stored responses older than a day.",
  schedule: "7 * * * *",
  run: async ({ hub, log }) => {
    log.info({ rows: await deleteOldAnswers(hub.db.sql) }, "Responses older than a day deleted");
  },
});

export const changeMonths = job({
  ...hourly,
  name: "housekeeping.months",
  description: "Creates the feed's upcoming monthly partitions and drops the unneeded ones.",
  schedule: "17 * * * *",
  run: async ({ hub, log }) => {
    log.info({ partitions: await turnMonths(hub.db.sql) }, "Unneeded partitions dropped");
  },
});

export const endSessions = job({
  ...hourly,
  name: "housekeeping.sessions",
  description: "Deletes ended sessions and old sign-in counters.",
  schedule: "27 * * * *",
  run: async ({ hub, log }) => {
    const [sessions, throttles] = [await deleteOldSessions(hub.db.sql), await deleteOldThrottles(hub.db.sql)];
    log.info({ sessions, throttles }, "Ended sessions and old sign-in counters deleted");
  },
});

export const forgetNonces = job({
  ...hourly,
  name: "housekeeping.nonces",
  description: "Deletes nonces of security tokens that are no longer valid.",
  schedule: "37 * * * *",
  run: async ({ hub, log }) => {
    log.info({ rows: await deleteOldNonces(hub.db.sql) }, "Nonces of expired tokens deleted");
  },
});

export const endHolds = job({
  name: "orders.endDueHolds",
  description: "Releases orders whose hold has expired.",
  data: nothing,
  retry: { limit: 0, delayS: 0 },
  leaseS: 300,
  schedule: "* * * * *",
  run: async ({ hub }) => {
    for (const { tenantId, orderId } of await ordersWithDueHolds(hub.db.sql)) {
      const actor = systemActor(asTenantId(tenantId), "hold clock");
      await execute(hub, actor, expireHolds, { id: orderId }, { transport: "worker" }).catch((error: unknown) => {
        if (!isHubError(error) || error.kind === "internal") throw error; // released concurrently
      });
    }
  },
});
