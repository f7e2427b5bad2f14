import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { ListMovementsInput, StockMovementView } from "./schemas.ts";
import { listMovements as readMovements } from "./store.ts";

export const listMovements = query({
  name: "inventory.movements",
  summary: "Lists stock movements, newest first.",
  scope: "inventory:read",
  audience: "public",
  input: ListMovementsInput,
  output: z.object({ data: z.array(StockMovementView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read, cursors }, input) => {
    const list = `movements ${input.sku ?? ""} ${input.location ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const rows = await readMovements(read, input, after);
    const page = pageOf(rows, input.limit, ({ at, id }) => cursors.encode(list, [at.toISOString(), id]));
    return { ...page, data: page.data.map((row) => ({ ...row, at: row.at.toISOString() })) };
  },
});
