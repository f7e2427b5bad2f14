import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { viewOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { readOrders } from "../order/store.ts";

export const lookupOrders = lookup({
  name: "orders.lookup",
  summary: "Looks up orders by id.",
  scope: "orders:read",
  key: IdKey,
  value: OrderView,
  read: async ({ read }, ids) => [...(await readOrders(read, ids))].map(([id, order]) => [id, viewOf(order)] as const),
});
