import { notFound, stale } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../order/change-order.ts";
import { HoldOrderInput } from "../order/change-schemas.ts";
import { isCancelled, isDraft } from "../order/errors.ts";
import { orderHeld } from "../order/events.ts";
import { insertHold } from "../order/hold-store.ts";
import { factsOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";

export const holdOrder = command({
  name: "orders.hold",
  summary: "Puts an order on hold; it cannot be shipped until it is released.",
  scope: "orders:write",
  audience: "public",
  input: HoldOrderInput,
  output: OrderView,
  failures: [notFound, stale, isDraft, isCancelled],
  examples: { output: { onHold: true } },
  run: async (context, { reason, note, ...input }) => {
    const order = await openOrder(context, "orders.hold:read", input);
    if (order.status === "draft") throw isDraft();
    if (order.status === "cancelled") throw isCancelled();
    const until = input.until === undefined ? null : new Date(input.until).toISOString();
    const hold = { id: newId(), orderId: order.id, reason, note, until };
    return settleOrder(context, order, {
      writes: [insertHold(context, hold)],
      tell: (after) => [orderHeld(after.id, { ...factsOf(after), holdId: hold.id, reason, note, until })],
    });
  },
});
