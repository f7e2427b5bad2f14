import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { CustomerTotals } from "./schemas.ts";
import { readTotals } from "./store.ts";

export const getCustomerTotals = query({
  name: "customers.totals",
  summary: "Returns what a customer has ordered, paid and still owes, per currency.",
  scope: "customers:read",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: z.object({ data: z.array(CustomerTotals) }),
  failures: [],
  run: async ({ read }, { id }) => {
    const rows = await readTotals(read, id);
    return {
      data: rows.map((row) => ({
        ...row,
        firstPlacedAt: row.firstPlacedAt.toISOString(),
        lastPlacedAt: row.lastPlacedAt.toISOString(),
      })),
    };
  },
});
