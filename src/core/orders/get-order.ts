import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { isId } from "../kernel/ids.ts";
import { query } from "../kernel/operation.ts";
import { viewOf } from "../order/record.ts";
import { OrderRef, OrderView } from "../order/schemas.ts";
import { findOrderId, readOrder } from "../order/store.ts";

export const getOrder = query({
  name: "orders.get",
  summary: "Returns one order, by id or number, with its lines, payments, shipments and holds.",
  scope: "orders:read",
  audience: "public",
  input: z.strictObject({ id: OrderRef }),
  output: OrderView,
  failures: [notFound],
  run: async ({ read }, { id: ref }) => {
    const id = isId(ref) ? ref : await findOrderId(read, ref);
    const record = id === undefined ? undefined : await readOrder(read, id);
    if (record === undefined) throw notFound("order", ref);
    return viewOf(record);
  },
});
