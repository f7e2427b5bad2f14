import type { z } from "zod";
import { isHubError, notFound, stale } from "../kernel/errors.ts";
import type { Call, Outcome, Sendable, WriteContext } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { type Change, type OrderContext, type OrderTarget, settleOrders } from "./change-order.ts";
import { type FullOrderRecord, viewOf } from "./record.ts";
import type { OrderView } from "./schemas.ts";
import { lockOrders } from "./store.ts";

type Settled = Outcome<z.input<typeof OrderView>>;

export interface Planned<W> extends Omit<Change, "writes"> {
  /** The rows to write beside the order. */
  readonly rows: W;
}

/** The order stays as it is, and so does its version. */
export const unchanged = { unchanged: true } as const;

/** What one call is decided on. */
export interface Deciding<I, R> {
  readonly order: FullOrderRecord;
  readonly input: I;
  readonly read: R;
}

/** How a command changes orders, any number of them in one set of statements. */
export interface Many<I, R, W> {
  /** Where a test may run a concurrent call: the orders are locked. */
  readonly point: string;
  readonly target: (input: I) => OrderTarget;
  /** Reads what decisions need beside the orders, locking in the global lock order. */
  readonly read: (tx: Tx, orders: readonly FullOrderRecord[]) => Promise<R>;
  /** Decides one call and writes nothing. An error that it throws leaves no trace in `read`. */
  readonly plan: (context: OrderContext, deciding: Deciding<I, R>) => Planned<W> | typeof unchanged;
  readonly write: (context: WriteContext, rows: readonly W[]) => readonly Sendable[];
}

/**
 * The batched version of `openOrder` and `settleOrder`. Each call has its own outcome; calls of the same order run
 * one after the other, in rounds of different orders. The first round locks all orders, by id.
 */
export async function changeOrders<I, R, W>(
  context: WriteContext,
  calls: readonly Call<I>[],
  how: Many<I, R, W>,
): Promise<Settled[]> {
  const outcomes = new Map<Call<I>, Settled>();
  let left = calls;
  while (left.length > 0) {
    const round = new Map<string, Call<I>>();
    for (const each of left) {
      const id = how.target(each.input).id.toLowerCase();
      if (!round.has(id)) round.set(id, each);
    }
    await changeRound(context, round, { how, outcomes });
    left = left.filter((each) => !outcomes.has(each));
  }
  return calls.map((each) => outcomes.get(each) ?? unanswered());
}

async function changeRound<I, R, W>(
  context: WriteContext,
  round: ReadonlyMap<string, Call<I>>,
  { how, outcomes }: { how: Many<I, R, W>; outcomes: Map<Call<I>, Settled> },
): Promise<void> {
  const { tx } = context;
  const orders = await lockOrders(tx, [...round.keys()]);
  await context.race(how.point);
  const read = await how.read(tx, [...orders.values()]);
  const planned = [...round].flatMap(([id, call]) => {
    try {
      const order = openOf(orders.get(id), how.target(call.input));
      const own = { ...context, actor: call.actor, emit: call.emit };
      const plan = how.plan(own, { order, input: call.input, read });
      if (!("unchanged" in plan)) return [{ call, before: order, ...plan }];
      outcomes.set(call, { ok: viewOf(order) });
      return [];
    } catch (error) {
      if (!isHubError(error)) throw error;
      outcomes.set(call, { refused: error });
      return [];
    }
  });
  if (planned.length === 0) return;
  const writes = how.write(
    context,
    planned.map(({ rows }) => rows),
  );
  const changes = planned.map(({ call, before, ...change }) => ({ before, change, emit: call.emit }));
  const views = await settleOrders(context, changes, writes);
  for (const [index, view] of views.entries()) {
    const call = planned[index]?.call;
    if (call !== undefined) outcomes.set(call, { ok: view });
  }
}

function openOf(order: FullOrderRecord | undefined, { id, ifVersion }: OrderTarget): FullOrderRecord {
  if (order === undefined) throw notFound("order", id);
  if (ifVersion !== undefined && ifVersion !== order.version) throw stale("order", order.version);
  return order;
}

function unanswered(): never {
  throw new Error("A call on an order was left without an outcome");
}
