import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { ManyIds } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { OrderView } from "./schemas.ts";
import { readOrders } from "./store.ts";

export const getManyOrders = query({
  name: "orders.getMany",
  summary: "Whole orders by their ids, in one statement; those that do not exist are left out.",
  scope: "orders:read",
  input: z.strictObject({ ids: ManyIds }),
  output: z.object({ data: z.array(OrderView) }),
  run: async ({ read }, { ids }) => ({ data: [...(await readOrders(read, ids)).values()].map(viewOf) }),
});
