import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { ManyIds } from "../kernel/shapes.ts";
import { OrderView } from "../order/schemas.ts";
import { foundBy } from "../runtime/look.ts";
import { lookupOrders } from "./lookup-orders.ts";

export const getManyOrders = query({
  name: "orders.getMany",
  summary: "Returns orders by id; unknown ids are omitted.",
  scope: "orders:read",
  audience: "screens",
  input: z.strictObject({ ids: ManyIds }),
  output: z.object({ data: z.array(OrderView) }),
  failures: [],
  run: async (context, { ids }) => ({ data: await foundBy(context, lookupOrders, ids) }),
});
