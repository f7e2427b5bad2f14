import { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "./change-order.ts";
import { notHeld } from "./errors.ts";
import { orderReleased } from "./events.ts";
import { releaseHolds } from "./hold-store.ts";
import { factsOf } from "./record.ts";
import { OrderView, orderTarget } from "./schemas.ts";

export const releaseOrder = command({
  name: "orders.release",
  summary: "Ends all holds of an order.",
  scope: "orders:write",
  audience: "public",
  input: z.strictObject(orderTarget),
  output: OrderView,
  failures: [notFound, stale, notHeld],
  run: async (context, input) => {
    const order = await openOrder(context, "orders.release:read", input);
    if (order.holds.length === 0) throw notHeld();
    return settleOrder(context, order, {
      writes: [releaseHolds(context, order.id)],
      tell: (after) => [orderReleased(after.id, factsOf(after))],
    });
  },
});
