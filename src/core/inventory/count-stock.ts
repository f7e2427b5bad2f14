import type { z } from "zod";
import { command, type Outcome } from "../kernel/operation.ts";
import { bookStock } from "./book-stock.ts";
import { tooMuchStock, unknownLevel } from "./errors.ts";
import { viewOf } from "./level.ts";
import { CountedStock, CountStockInput } from "./schemas.ts";

export const countStock = command({
  name: "inventory.count",
  summary: "Books what was counted on a shelf, whatever stood there before. Orders that it no longer covers wait.",
  scope: "inventory:write",
  audience: "public",
  input: CountStockInput,
  output: CountedStock,
  failures: [unknownLevel, tooMuchStock],
  runMany: async (context, calls) => {
    const booked = await bookStock(
      context,
      "inventory.count",
      calls.map(({ input: { sku, location, onHand, reference = null }, actor, emit }) => ({
        step: { sku, location, moved: { onHand, type: "count", reason: "count", reference } },
        actor,
        emit,
      })),
    );
    return booked.map((each): Outcome<z.input<typeof CountedStock>> =>
      "refused" in each ? each : { ok: { level: viewOf(each.level), difference: each.delta } },
    );
  },
});
