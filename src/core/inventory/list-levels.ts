import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { viewOf } from "./level.ts";
import { ListLevelsInput, StockLevelView } from "./schemas.ts";
import { listLevels as readLevels } from "./store.ts";

export const listLevels = query({
  name: "inventory.levels",
  summary: "Lists stock levels: on hand, reserved and available per article and location, by SKU.",
  scope: "inventory:read",
  audience: "public",
  input: ListLevelsInput,
  output: z.object({ data: z.array(StockLevelView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read, cursors }, input) => {
    const list = `levels ${input.sku ?? ""} ${input.location ?? ""} ${input.low ?? false} ${input.q ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const rows = await readLevels(read, input, after);
    const page = pageOf(rows, input.limit, ({ sku, id }) => cursors.encode(list, [sku, id]));
    return { ...page, data: page.data.map(viewOf) };
  },
});
