import { goodsWrites, lockGoods } from "../fulfillment/goods-store.ts";
import { newestFirst, type Goods, release, rowsOfLine, stockEvents, takeFrom } from "../fulfillment/goods.ts";
import { forbidden, notFound, stale } from "../kernel/errors.ts";
import { command, type Sendable } from "../kernel/operation.ts";
import { askRefundOfDue } from "../payments/ask-refund.ts";
import { exceedsCaptured } from "../payments/errors.ts";
import { askToVoidAll } from "../payments/void-all.ts";
import { leavesNothing, pickToCancel, withoutUnits } from "./cancel-rules.ts";
import { openOrder, type OrderContext, settleOrder } from "./change-order.ts";
import { cancelLines } from "./change-store.ts";
import { isCancelled, isDraft, nothingToCancel, tooMany, unknownLines } from "./errors.ts";
import { orderCancelled, orderReleased } from "./events.ts";
import { releaseHolds, releaseStockHolds } from "./hold-store.ts";
import type { Picked } from "./line-picks.ts";
import { factsOf, type FullOrderRecord } from "./record.ts";
import { CancelOrderInput, OrderView } from "./schemas.ts";

export const cancelOrder = command({
  name: "orders.cancel",
  summary:
    "Cancels what has not left: all of it, or some lines. Reservations are freed, or the goods written off; what is due back is refunded if wished.",
  scope: "orders:write",
  audience: "public",
  input: CancelOrderInput,
  output: OrderView,
  failures: [notFound, stale, isDraft, isCancelled, unknownLines, tooMany, nothingToCancel, exceedsCaptured],
  run: async (context, input) => {
    const { tx, now, actor } = context;
    if (input.refund && !actor.scopes.has("payments:write")) throw forbidden("payments:write");
    const order = await openOrder(context, "orders.cancel:read", input);
    if (order.status === "draft") throw isDraft();
    const picked = pickToCancel(order, input.lines);
    const goods = await lockGoods(tx, order);
    for (const each of picked) releaseUnits(goods, each, input.restock);
    const { reason, restock } = input;
    const all = leavesNothing(order, picked);
    const voids = all ? await askToVoidAll(context, order) : undefined;
    const refund = input.refund ? askRefundOfDue(context, withoutUnits(order, picked), reason) : undefined;
    const writes = [
      cancelLines(tx, order.taxMode, picked),
      ...goodsWrites(context, goods, { orderId: order.id, movement: { type: "write_off", reason } }),
      ...(voids?.writes ?? []),
      ...(refund?.writes ?? []),
      ...holdsToEnd(context, order, { all, goods }),
    ];
    const lines = picked.map(({ line, quantity }) => ({ id: line.id, sku: line.sku, quantity }));
    return settleOrder(context, order, {
      writes,
      reprice: true,
      set: all ? { cancelledAt: now, cancelReason: reason } : {},
      tell: (after) => [
        orderCancelled(after.id, { ...factsOf(after), reason, restock, lines }),
        ...(order.onHold && !after.onHold ? [orderReleased(after.id, factsOf(after))] : []),
        ...(voids?.tell(after) ?? []),
        ...(refund?.tell(after) ?? []),
        ...stockEvents(goods),
      ],
    });
  },
});

/** Nothing is left to hold, or what the shelf was short of is not wanted any more. */
function holdsToEnd(
  context: OrderContext,
  order: FullOrderRecord,
  { all, goods }: { all: boolean; goods: Goods },
): Sendable[] {
  if (!order.onHold) return [];
  if (all) return [releaseHolds(context, order.id)];
  const waits = [...goods.reservations.values()].some((row) => row.status === "active" && row.backorder);
  return waits ? [] : [releaseStockHolds(context, order.id)];
}

/** Units that wait for stock go first, then the newest reservations: what was promised first is kept longest. */
function releaseUnits(goods: Goods, { line, quantity }: Picked, restock: boolean): void {
  const rows = rowsOfLine(goods, line.id, "active").toSorted(
    (a, b) => Number(b.backorder) - Number(a.backorder) || newestFirst(a, b),
  );
  takeFrom(rows, quantity, (row, units) => release(goods, row, { quantity: units, restock }));
}
