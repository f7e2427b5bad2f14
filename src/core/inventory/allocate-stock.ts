import { z } from "zod";
import { command, type Outcome } from "../kernel/operation.ts";
import { Code, Sku } from "../kernel/shapes.ts";
import { bookStock } from "./book-stock.ts";
import { unknownLevel, tooMuchStock, negativeStock } from "./errors.ts";
import { viewOf } from "./level.ts";
import { StockLevelView } from "./schemas.ts";

/** For commands that free stock without knowing the backorders: cancellations, returns, transfers. */
export const allocateStock = command({
  name: "inventory.allocate",
  summary: "Allocates available units of an article to its backorders, oldest first.",
  scope: "inventory:write",
  audience: "public",
  input: z.strictObject({ sku: Sku, location: Code }),
  output: StockLevelView,
  failures: [unknownLevel, tooMuchStock, negativeStock],
  runMany: async (context, calls) => {
    const steps = calls.map(({ input, actor, emit }) => ({ step: input, actor, emit }));
    const booked = await bookStock(context, "inventory.allocate", steps);
    return booked.map((each): Outcome<z.input<typeof StockLevelView>> =>
      "refused" in each ? each : { ok: viewOf(each.level) },
    );
  },
});
