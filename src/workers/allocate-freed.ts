import { z } from "zod";
import { allocateStock, listLevels } from "#core/inventory/index.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { job } from "./job.ts";

/** Allocates the stock that a cancellation frees to the orders that have waited longest. */
export const allocateFreed = job({
  name: "inventory.allocateFreed",
  description: "Allocates the stock that a cancellation freed to waiting orders.",
  on: ["order.cancelled"],
  data: z.looseObject({ tenantId: z.uuid(), lines: z.array(z.looseObject({ sku: z.string() })) }),
  retry: { limit: 10, delayS: 1, longestDelayS: 600 },
  leaseS: 60,
  run: async ({ hub }, { tenantId, lines }) => {
    const actor = systemActor(asTenantId(tenantId), "stock");
    for (const sku of new Set(lines.map((line) => line.sku))) {
      const { output } = await execute(hub, actor, listLevels, { sku, limit: 100 }, { transport: "worker" });
      const waiting = output.data.filter((level) => level.backordered > 0 && level.available > 0);
      for (const { location } of waiting)
        await execute(hub, actor, allocateStock, { sku, location }, { transport: "worker" });
    }
  },
});
