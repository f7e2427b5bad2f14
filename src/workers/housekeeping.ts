import { z } from "zod";
import { SigningKeys } from "#auth/oauth/signing-keys.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { expireHolds } from "#core/orders/expire-holds.ts";
import { execute } from "#core/runtime/execute.ts";
import { turnMonths } from "#db/months.ts";
import {
  deleteOldAnswers,
  deleteOldGrants,
  deleteOldNonces,
  deleteOldPending,
  deleteOldResets,
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
    const { sql } = hub.db;
    const [sessions, throttles] = [await deleteOldSessions(sql), await deleteOldThrottles(sql)];
    log.info(
      { sessions, throttles, resets: await deleteOldResets(sql), pending: await deleteOldPending(sql) },
      "Ended sessions and old sign-in counters deleted",
    );
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

export const forgetGrants = job({
  ...hourly,
  name: "housekeeping.grants",
  description: "Deletes OAuth grants and refresh tokens that have expired.",
  schedule: "42 * * * *",
  run: async ({ hub, log }) => {
    log.info({ rows: await deleteOldGrants(hub.db.sql) }, "Expired OAuth grants and refresh tokens deleted");
  },
});

export const rotateSigningKeys = job({
  ...hourly,
  name: "housekeeping.signingKeys",
  description:
    "Publishes the next signing key of access tokens when the current one is 30 days old, and deletes unused ones.",
  schedule: "52 * * * *",
  run: ({ hub }) => new SigningKeys(hub).rotate(),
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
