import { command } from "../kernel/operation.ts";
import { bookStock } from "./book-stock.ts";
import { unknownLevel } from "./errors.ts";
import { viewOf } from "./level.ts";
import { ConfigureLevelInput, StockLevelView } from "./schemas.ts";

export const configureLevel = command({
  name: "inventory.configure",
  summary: "Sets the safety stock of an article at a location, and whether it may be backordered.",
  scope: "inventory:write",
  audience: "public",
  input: ConfigureLevelInput,
  output: StockLevelView,
  failures: [unknownLevel],
  run: async (context, input) => {
    const [booked] = await bookStock(context, "inventory.configure", [{ ...context, step: input }]);
    if (booked === undefined) throw new Error("One call has one outcome");
    if ("refused" in booked) throw booked.refused;
    return viewOf(booked.level);
  },
});
