import { z } from "zod";
import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { expireStation, IDLE_MS } from "#core/packing/expire-station.ts";
import { execute } from "#core/runtime/execute.ts";
import { job } from "./job.ts";
import { deleteOldPacking, idleStations } from "./packing-store.ts";

const nothing = z.object({});

export const closeStations = job({
  name: "packing.closeIdle",
  description: "Closes packing stations that were left; their orders go back to the queue.",
  data: nothing,
  retry: { limit: 0, delayS: 0 },
  leaseS: 300,
  schedule: "*/5 * * * *",
  run: async ({ hub, log }) => {
    for (const { tenantId, sessionId } of await idleStations(hub.db.sql, IDLE_MS)) {
      const actor = systemActor(asTenantId(tenantId), "packing clock");
      try {
        await execute(hub, actor, expireStation, { sessionId }, { transport: "worker" });
      } catch (error) {
        log.error({ err: error, tenantId, sessionId }, "An idle packing station could not be closed");
      }
    }
  },
});

export const forgetPacking = job({
  name: "housekeeping.packing",
  description: "Deletes the scans of packing sessions that were closed a week ago.",
  data: nothing,
  retry: { limit: 2, delayS: 60 },
  leaseS: 900,
  schedule: "37 * * * *",
  run: async ({ hub, log }) => {
    log.info({ rows: await deleteOldPacking(hub.db.sql) }, "Old packing sessions deleted");
  },
});
