import type { z } from "zod";
import { command, type Outcome } from "../kernel/operation.ts";
import { bookStock } from "./book-stock.ts";
import { unknownLevel, tooMuchStock, negativeStock } from "./errors.ts";
import { viewOf } from "./level.ts";
import { AdjustStockInput, StockLevelView } from "./schemas.ts";

export const adjustStock = command({
  name: "inventory.adjust",
  summary:
    "Books a count, a receipt or a loss. The count wins: reservations that it no longer covers become backorders.",
  scope: "inventory:write",
  audience: "public",
  input: AdjustStockInput,
  output: StockLevelView,
  failures: [unknownLevel, tooMuchStock, negativeStock],
  runMany: async (context, calls) => {
    const booked = await bookStock(
      context,
      "inventory.adjust",
      calls.map(({ input, actor, emit }) => ({
        step: { sku: input.sku, location: input.location, moved: movedBy(input) },
        actor,
        emit,
      })),
    );
    return booked.map((each): Outcome<z.input<typeof StockLevelView>> =>
      "refused" in each ? each : { ok: viewOf(each.level) },
    );
  },
});

const movedBy = ({ delta, reason, reference }: AdjustStockInput) => {
  return { delta, type: movementTypeOf[reason], reason, reference: reference ?? null };
};

const movementTypeOf: Record<AdjustStockInput["reason"], string> = {
  count: "count",
  receipt: "receipt",
  opening: "opening",
  return: "return",
  found: "adjustment",
  correction: "adjustment",
  damage: "write_off",
  loss: "write_off",
  theft: "write_off",
  expired: "write_off",
  sample: "write_off",
};
