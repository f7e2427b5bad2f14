import type { z } from "zod";
import { query } from "../kernel/operation.ts";
import type { Read } from "../kernel/tx.ts";
import { takeStep } from "./book-stock.ts";
import { type Settled, Stock } from "./engine.ts";
import { negativeStock, unknownLevel } from "./errors.ts";
import { viewOf } from "./level.ts";
import { AdjustmentPreview, PreviewAdjustmentInput } from "./schemas.ts";
import { readOrderNames, readShelves } from "./store.ts";

export const previewAdjustment = query({
  name: "inventory.preview",
  summary: "Previews an adjustment: its effect on the level and on orders with reservations. Changes nothing.",
  scope: "inventory:read",
  audience: "public",
  input: PreviewAdjustmentInput,
  output: AdjustmentPreview,
  failures: [unknownLevel, negativeStock],
  run: async ({ read, actor, now }, { sku, location, delta }) => {
    const { levels, reservations } = await readShelves(read, {
      skus: [sku],
      locations: [location],
      lowest: [Math.min(0, delta)],
    });
    const [level] = levels;
    if (level === undefined) throw unknownLevel(sku, location);
    if (level.onHand + delta < 0) throw negativeStock(level, delta);
    const stock = new Stock([level], reservations);
    const moved = { delta, type: "adjustment", reason: "preview", reference: null };
    const settled = takeStep(stock, level, { step: { sku, location, moved }, actor });
    const touched = await touchedOrders(read, settled);
    return {
      level: viewOf({ ...level, updatedAt: stock.isChanged(level) ? now : level.updatedAt }),
      waiting: settled.short ? touched : [],
      covered: settled.short ? [] : touched,
    };
  },
});

async function touchedOrders(read: Read, { shifted }: Settled): Promise<z.input<typeof AdjustmentPreview>["waiting"]> {
  const units = new Map<string, number>();
  for (const { reservation, quantity } of shifted)
    units.set(reservation.orderId, (units.get(reservation.orderId) ?? 0) + quantity);
  if (units.size === 0) return [];
  const names = new Map((await readOrderNames(read, [...units.keys()])).map((row) => [row.id, row]));
  return [...units].map(([id, count]) => ({
    id,
    number: names.get(id)?.number ?? "",
    customer: names.get(id)?.customer ?? null,
    units: count,
  }));
}
