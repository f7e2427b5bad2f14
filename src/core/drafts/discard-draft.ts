import { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../order/change-order.ts";
import { orderTarget } from "../order/change-schemas.ts";
import { cancelLines } from "../order/change-store.ts";
import { notDraft } from "../order/errors.ts";
import { orderCancelled } from "../order/events.ts";
import { factsOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";

const REASON = "draft discarded";

export const discardDraft = command({
  name: "orders.discardDraft",
  summary: "Discards a draft. It remains readable as a cancelled order.",
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
        cancelLines(tx, [
          { taxMode: order.taxMode, picked: order.lines.map((line) => ({ line, quantity: line.quantity })) },
        ]),
      ],
      reprice: true,
      draft: false,
      set: { cancelledAt: now, cancelReason: REASON },
      tell: (after) => [orderCancelled(after.id, { ...factsOf(after), reason: REASON, restock: true, lines })],
    });
  },
});
