import { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../order/change-order.ts";
import { orderTarget } from "../order/change-schemas.ts";
import { notHeld } from "../order/errors.ts";
import { orderReleased, orderUpdated } from "../order/events.ts";
import { releaseDueHolds } from "../order/hold-store.ts";
import { factsOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";

export const expireHolds = command({
  name: "orders.expireHolds",
  summary: "Releases expired holds of an order.",
  scope: "system",
  audience: "operator",
  input: z.strictObject(orderTarget),
  output: OrderView,
  failures: [notFound, stale, notHeld],
  run: async (context, input) => {
    const order = await openOrder(context, "orders.expireHolds:read", input);
    const due = order.holds.filter(({ until }) => until !== null && new Date(until) <= context.now);
    if (due.length === 0) throw notHeld();
    return settleOrder(context, order, {
      writes: [releaseDueHolds(context, order.id)],
      tell: (after) => [
        after.onHold
          ? orderUpdated(after.id, {
              ...factsOf(after),
              changes: [{ field: "holds", from: order.holds.length, to: after.holds.length }],
            })
          : orderReleased(after.id, factsOf(after)),
      ],
    });
  },
});
