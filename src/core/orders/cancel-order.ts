import type { z } from "zod";
import type { Booked, Cause, Stock } from "../inventory/engine.ts";
import { stockEvents } from "../inventory/low.ts";
import { newestFirst, shifts } from "../inventory/rules.ts";
import { allBooked, type SharedStock } from "../inventory/shared-stock.ts";
import { lockSharedStock, stockWrites } from "../inventory/stock-store.ts";
import { principalOf } from "../kernel/actor.ts";
import { forbidden, notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { leavesNothing, pickToCancel, withoutUnits } from "../order/cancel-rules.ts";
import type { OrderContext } from "../order/change-order.ts";
import { changeOrders, type Many } from "../order/change-orders.ts";
import { CancelOrderInput } from "../order/change-schemas.ts";
import { type Cancelled, cancelLines } from "../order/change-store.ts";
import { isCancelled, isDraft, nothingToCancel, tooMany, unknownLines } from "../order/errors.ts";
import { orderCancelled, orderReleased } from "../order/events.ts";
import { type HoldsToEnd, releaseHolds } from "../order/hold-store.ts";
import type { Picked } from "../order/line-picks.ts";
import { factsOf, type FullOrderRecord } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { refundingDue, type RefundRows, refundsWrites } from "../payments/ask-refund.ts";
import { captureOnItsWay, exceedsCaptured } from "../payments/errors.ts";
import { type Intents, intentsOf } from "../payments/ledger-store.ts";
import { type LedgerRows, ledgerWrites } from "../payments/ledger.ts";
import { voidingAll } from "../payments/void-all.ts";

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
  runMany: (context, calls) => changeOrders(context, calls, cancellations),
});

interface Read {
  readonly shared: SharedStock;
  readonly intents: Intents;
}

/** The rows of a cancellation. */
interface Rows {
  readonly lines: Cancelled;
  readonly booked: Booked;
  readonly voids: readonly LedgerRows[];
  readonly refund: RefundRows | undefined;
  readonly holds: HoldsToEnd | undefined;
}

const cancellations: Many<z.output<typeof CancelOrderInput>, Read, Rows> = {
  point: "orders.cancel:read",
  target: ({ id, ifVersion }) => ({ id, ifVersion }),
  async read(tx, orders) {
    const [shared, intents] = await Promise.all([lockSharedStock(tx, orders), intentsOf(tx, orders)]);
    return { shared, intents };
  },
  plan(context, { order, input, read }) {
    const { now, actor } = context;
    const { reason, restock } = input;
    if (input.refund && !actor.scopes.has("payments:write")) throw forbidden("payments:write");
    if (order.status === "draft") throw isDraft();
    const picked = pickToCancel(order, input.lines);
    const stock = read.shared.of(order);
    const lost = restock ? undefined : { type: "write_off", reason, orderId: order.id, actor: principalOf(actor) };
    for (const each of picked) releaseUnits(stock, each, lost);
    const all = leavesNothing(order, picked);
    const voids = all ? voidingAll(context, order, read.intents.get(order.id) ?? []) : [];
    const refund = input.refund ? refundingDue(context, withoutUnits(order, picked), reason) : undefined;
    const lines = picked.map(({ line, quantity }) => ({ id: line.id, sku: line.sku, quantity }));
    const told = stockEvents(stock.changes());
    return {
      rows: {
        lines: { taxMode: order.taxMode, picked },
        holds: holdsToEnd(context, order, { all, stock }),
        voids: voids.map(({ rows }) => rows),
        refund: refund?.rows,
        booked: read.shared.keep(stock), // last: a rejected call has booked nothing
      },
      reprice: true,
      set: all ? { cancelledAt: now, cancelReason: reason } : {},
      tell: (after) => [
        orderCancelled(after.id, { ...factsOf(after), reason, restock, lines }),
        ...(order.onHold && !after.onHold ? [orderReleased(after.id, factsOf(after))] : []),
        ...voids.flatMap(({ tell }) => tell(after)),
        ...(refund?.tell(after) ?? []),
        ...told,
      ],
    };
  },
  write({ tx, now }, rows) {
    const voids = rows.flatMap((row) => row.voids);
    const refunds = rows.flatMap(({ refund }) => refund ?? []);
    const holds = rows.flatMap((row) => row.holds ?? []);
    return [
      cancelLines(
        tx,
        rows.map(({ lines }) => lines),
      ),
      ...stockWrites(tx, allBooked(rows.map(({ booked }) => booked)), now),
      ...(voids.length === 0 ? [] : ledgerWrites(tx, voids)),
      ...(refunds.length === 0 ? [] : refundsWrites(tx, refunds)),
      ...(holds.length === 0 ? [] : [releaseHolds({ tx, now }, holds)]),
    ];
  },
};

/** Nothing is left to hold, or the backordered units were cancelled. */
function holdsToEnd(
  { actor }: OrderContext,
  order: FullOrderRecord,
  { all, stock }: { all: boolean; stock: Stock },
): HoldsToEnd | undefined {
  if (!order.onHold) return undefined;
  const waits = stock.active().some((row) => row.backorder);
  return all || !waits ? { orderId: order.id, by: actor.name, ofStock: !all } : undefined;
}

/** Backordered units go first, then the newest reservations: the oldest promise is kept longest. */
function releaseUnits(stock: Stock, picked: Picked, lost: Cause | undefined): void {
  const rows = stock
    .ofLine(picked.line.id, "active")
    .toSorted((a, b) => Number(b.backorder) - Number(a.backorder) || newestFirst(a, b));
  for (const { reservation, quantity } of shifts(rows, picked.quantity)) stock.release(reservation, quantity, lost);
}
