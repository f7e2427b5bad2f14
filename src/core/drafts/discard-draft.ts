import { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { cancelLines } from "../orders/change-store.ts";
import { notDraft } from "../orders/errors.ts";
import { orderCancelled } from "../orders/events.ts";
import { factsOf } from "../orders/record.ts";
import { OrderView, orderTarget } from "../orders/schemas.ts";

const REASON = "draft discarded";

export const discardDraft = command({
  name: "orders.discardDraft",
  summary: "Gives a draft up. It stays to be seen, as a cancelled order.",
  scope: "orders:write",
  audience: "public",
  input: z.strictObject(orderTarget),
  output: OrderView,
  failures: [notFound, stale, notDraft],
  run: async (context, input) => {
    const { tx, now } = context;
    const order = await openOrder(context, "orders.discardDraft:read", input);
    if (order.status !== "draft") throw notDraft();
    const lines = order.lines.map(({ id, sku, quantity }) => ({ id, sku, quantity }));
    return settleOrder(context, order, {
      writes: [
        cancelLines(
          tx,
          order.taxMode,
          order.lines.map((line) => ({ line, quantity: line.quantity })),
        ),
      ],
      reprice: true,
      draft: false,
      set: { cancelledAt: now, cancelReason: REASON },
      tell: (after) => [orderCancelled(after.id, { ...factsOf(after), reason: REASON, restock: true, lines })],
    });
  },
});
