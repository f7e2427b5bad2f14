import { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../order/change-order.ts";
import { orderTarget } from "../order/change-schemas.ts";
import { notHeld } from "../order/errors.ts";
import { orderReleased } from "../order/events.ts";
import { releaseHolds } from "../order/hold-store.ts";
import { factsOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";

export const releaseOrder = command({
  name: "orders.release",
  summary: "Releases all holds of an order.",
  scope: "orders:write",
  audience: "public",
  input: z.strictObject(orderTarget),
  output: OrderView,
  failures: [notFound, stale, notHeld],
  run: async (context, input) => {
    const order = await openOrder(context, "orders.release:read", input);
    if (order.holds.length === 0) throw notHeld();
    return settleOrder(context, order, {
      writes: [releaseHolds(context, [{ orderId: order.id, by: context.actor.name, ofStock: false }])],
      tell: (after) => [orderReleased(after.id, factsOf(after))],
    });
  },
});
