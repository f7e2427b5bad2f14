import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { writeStock } from "./connection-store.ts";
import { StockFetch } from "./schemas.ts";

export const noteStock = command({
  name: "erp.noteStock",
  summary: "Records the outcome of a stock fetch.",
  scope: "system",
  audience: "operator",
  input: StockFetch,
  output: z.object({}),
  failures: [],
  run: async (context, fetched) => {
    writeStock(context, fetched);
    return {};
  },
});
