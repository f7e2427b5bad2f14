import type { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { notFound, stale } from "../kernel/errors.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { Sendable, WriteContext } from "../kernel/operation.ts";
import { writeOrders } from "./change-store.ts";
import type { FixedColumn, OrderColumns } from "./columns-store.ts";
import { orderStatusChanged } from "./events.ts";
import { readinessOf, unitsThere } from "./readiness.ts";
import { factsOf, type FullOrderRecord, type OrderRecord, viewOf } from "./record.ts";
import { dueOf, statusesOf, withTotals } from "./rules.ts";
import type { OrderView } from "./schemas.ts";
import { lockOrders, readOrders } from "./store.ts";
import { sumsOf } from "./sums.ts";

/** The context of a command's call. */
export interface OrderContext extends WriteContext {
  readonly actor: Actor;
  readonly emit: (event: EventDraft) => void;
}

export interface OrderTarget {
  readonly id: string;
  /** The version that the caller has read. */
  readonly ifVersion?: number | undefined;
}

/** Locks an order and reads it under the lock. `point` names where a test may run a concurrent call. */
export async function openOrder(context: OrderContext, point: string, target: OrderTarget): Promise<FullOrderRecord> {
  const id = target.id.toLowerCase();
  const order = (await lockOrders(context.tx, [id])).get(id);
  if (order === undefined) throw notFound("order", target.id);
  if (target.ifVersion !== undefined && target.ifVersion !== order.version) throw stale("order", order.version);
  await context.race(point);
  return order;
}

/** Derived from the order's rows or its events. */
type Derived =
  | "status"
  | "paymentStatus"
  | "fulfillmentStatus"
  | "onHold"
  | "ready"
  | "version"
  | "updatedAt"
  | "subtotal"
  | "shipping"
  | "discount"
  | "tax"
  | "total"
  | "authorized"
  | "paid"
  | "refunded"
  | "due"
  | "lineCount"
  | "unitCount";

/** Columns that are not derived. */
type Settable = Pick<OrderRecord, Exclude<keyof OrderColumns, FixedColumn | Derived>>;

export interface Change {
  /** The order's rows in other tables: lines, payments, shipments, holds, reservations. */
  readonly writes?: readonly Sendable[];
  readonly set?: Partial<Settable>;
  /** Lines or quantities changed, so the totals are recomputed. */
  readonly reprice?: boolean;
  /** Absent: unchanged. */
  readonly draft?: boolean;
  /** Builds the events from the changed order. */
  readonly tell: (after: FullOrderRecord) => readonly EventDraft[];
}

/** One call's change of one locked order. */
export interface Settling {
  readonly before: FullOrderRecord;
  readonly change: Omit<Change, "writes">;
  readonly emit: OrderContext["emit"];
}

/**
 * The only way to change an order. Writes its rows and reads them back; derives sums, statuses, version and
 * `order.status_changed` from them.
 */
export async function settleOrder(
  context: OrderContext,
  before: FullOrderRecord,
  { writes = [], ...change }: Change,
): Promise<z.input<typeof OrderView>> {
  const [view] = await settleOrders(context, [{ before, change, emit: context.emit }], writes);
  if (view === undefined) throw new Error("A locked order is gone");
  return view;
}

/** `settleOrder` for many orders, each once: as many statements as for one. */
export async function settleOrders(
  { tx, now }: WriteContext,
  changes: readonly Settling[],
  writes: readonly Sendable[],
): Promise<z.input<typeof OrderView>[]> {
  for (const write of writes) write.execute(); // in this order, and before the read
  const ids = changes.map(({ before }) => before.id);
  const [stored] = await Promise.all([readOrders(tx, ids), ...writes]);
  const settled = changes.map(({ before, change, emit }) => {
    const order = stored.get(before.id);
    if (order === undefined) throw new Error("A locked order is gone");
    return { before, change, emit, order, after: derived(order, change, now) };
  });
  if (!(await writeOrders(tx, settled))) throw new Error("A locked order was changed by somebody else");
  return settled.map(({ before, change, emit, after }) => {
    for (const draft of change.tell(after)) emit(draft);
    if (changedStatus(before, after))
      emit(orderStatusChanged(after.id, { ...factsOf(after), before: statusesIn(before) }));
    return viewOf(after);
  });
}

/** The order with the sums and the amount due that follow from its lines and payments. */
export function withSums<T extends FullOrderRecord>(order: T): T {
  const { refundPending, ...sums } = sumsOf(order.payments);
  return { ...order, ...sums, due: dueOf(order, { ...sums, refundPending }) };
}

function derived(stored: FullOrderRecord, change: Settling["change"], now: Date): FullOrderRecord {
  const set = { ...stored, ...change.set };
  const order = withSums(change.reprice === true ? withTotals(set) : set);
  const after = {
    ...order,
    ...statusesOf(change.draft ?? stored.status === "draft", order.lines, order),
    onHold: stored.holds.length > 0,
    version: stored.version + 1,
    updatedAt: now,
  };
  return { ...after, ready: readinessOf(after, unitsThere(after.reservations)) };
}

const statusesIn = ({ status, paymentStatus, fulfillmentStatus }: OrderRecord) => ({
  status,
  paymentStatus,
  fulfillmentStatus,
});

const changedStatus = (before: OrderRecord, after: OrderRecord): boolean =>
  before.status !== after.status ||
  before.paymentStatus !== after.paymentStatus ||
  before.fulfillmentStatus !== after.fulfillmentStatus;
