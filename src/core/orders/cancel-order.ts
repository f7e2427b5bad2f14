import type { Cause, Stock } from "../inventory/engine.ts";
import { stockEvents } from "../inventory/low.ts";
import { newestFirst, shifts } from "../inventory/rules.ts";
import { lockStockOf, stockWrites } from "../inventory/stock-store.ts";
import { principalOf } from "../kernel/actor.ts";
import { forbidden, notFound, stale } from "../kernel/errors.ts";
import { command, type Sendable } from "../kernel/operation.ts";
import { leavesNothing, pickToCancel, withoutUnits } from "../order/cancel-rules.ts";
import { openOrder, type OrderContext, settleOrder } from "../order/change-order.ts";
import { cancelLines } from "../order/change-store.ts";
import { isCancelled, isDraft, nothingToCancel, tooMany, unknownLines } from "../order/errors.ts";
import { orderCancelled, orderReleased } from "../order/events.ts";
import { releaseHolds, releaseStockHolds } from "../order/hold-store.ts";
import type { Picked } from "../order/line-picks.ts";
import { factsOf, type FullOrderRecord } from "../order/record.ts";
import { CancelOrderInput, OrderView } from "../order/schemas.ts";
import { askRefundOfDue } from "../payments/ask-refund.ts";
import { captureOnItsWay, exceedsCaptured } from "../payments/errors.ts";
import { askToVoidAll } from "../payments/void-all.ts";

export const cancelOrder = command({
  name: "orders.cancel",
  summary:
    "Cancels unshipped units: all of them, or some lines. Reservations are released or the goods written off; what was overpaid is refunded on request.",
  scope: "orders:write",
  audience: "public",
  input: CancelOrderInput,
  output: OrderView,
  failures: [
    notFound,
    stale,
    isDraft,
    isCancelled,
    unknownLines,
    tooMany,
    nothingToCancel,
    exceedsCaptured,
    captureOnItsWay,
  ],
  examples: {
    output: { status: "cancelled", cancelledAt: "2026-11-22T18:00:00.000Z", cancelReason: "Changed their mind" },
  },
  run: async (context, input) => {
    const { tx, now, actor } = context;
    if (input.refund && !actor.scopes.has("payments:write")) throw forbidden("payments:write");
    const order = await openOrder(context, "orders.cancel:read", input);
    if (order.status === "draft") throw isDraft();
    const picked = pickToCancel(order, input.lines);
    const stock = await lockStockOf(tx, order);
    const { reason, restock } = input;
    const lost = restock ? undefined : { type: "write_off", reason, orderId: order.id, actor: principalOf(actor) };
    for (const each of picked) releaseUnits(stock, each, lost);
    const all = leavesNothing(order, picked);
    const voids = all ? await askToVoidAll(context, order) : undefined;
    const refund = input.refund ? askRefundOfDue(context, withoutUnits(order, picked), reason) : undefined;
    const writes = [
      cancelLines(tx, order.taxMode, picked),
      ...stockWrites(tx, stock.booked(), now),
      ...(voids?.writes ?? []),
      ...(refund?.writes ?? []),
      ...holdsToEnd(context, order, { all, stock }),
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
        ...stockEvents(stock.changes()),
      ],
    });
  },
});

/** Nothing is left to hold, or what the shelf was short of is not wanted any more. */
function holdsToEnd(
  context: OrderContext,
  order: FullOrderRecord,
  { all, stock }: { all: boolean; stock: Stock },
): Sendable[] {
  if (!order.onHold) return [];
  if (all) return [releaseHolds(context, order.id)];
  const waits = stock.active().some((row) => row.backorder);
  return waits ? [] : [releaseStockHolds(context, order.id)];
}

/** Units that wait for stock go first, then the newest reservations: what was promised first is kept longest. */
function releaseUnits(stock: Stock, picked: Picked, lost: Cause | undefined): void {
  const rows = stock
    .ofLine(picked.line.id, "active")
    .toSorted((a, b) => Number(b.backorder) - Number(a.backorder) || newestFirst(a, b));
  for (const { reservation, quantity } of shifts(rows, picked.quantity)) stock.release(reservation, quantity, lost);
}
