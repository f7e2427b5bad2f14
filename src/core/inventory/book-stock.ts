import { type Actor, principalOf } from "../kernel/actor.ts";
import type { HubError } from "../kernel/errors.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { lockOrders } from "../order/store.ts";
import { lockMoreOrders, readWaiting, writeHolds, writeOrders } from "./book-store.ts";
import type { Amount, Settlement, Step, StockCall } from "./booking.ts";
import { type Settled, Stock } from "./engine.ts";
import { negativeStock, tooMuchStock, unknownLevel } from "./errors.ts";
import { stockShort } from "./events.ts";
import type { LevelRecord } from "./level.ts";
import { levelEvents } from "./low.ts";
import { MOST_ON_HAND, unitsOf } from "./rules.ts";
import { stockWrites } from "./stock-store.ts";
import { lockShelves, type Named, readShelves, type Shelves } from "./store.ts";
import { announceOrders, consequencesOf } from "./waiting-orders.ts";

/** `delta`: the call's change of the on-hand quantity. */
export type Outcome = { readonly level: LevelRecord; readonly delta: number } | { readonly refused: HubError };

interface Run {
  readonly stock: Stock<LevelRecord>;
  readonly outcomes: Outcome[];
  readonly settlements: Settlement[];
}

/**
 * Books counts, receipts and losses. Where less is on hand than is reserved, the newest reservations become backorders
 * and their orders are held; available units go to the oldest backorders.
 */
export async function bookStock(context: WriteContext, name: string, calls: readonly StockCall[]): Promise<Outcome[]> {
  const { tx, now } = context;
  const names = namesOf(calls);
  const predicted = ordersOf(simulate(await readShelves(tx, names), calls, now));
  await context.race(`${name}:read`);
  const [locked, shelves] = await Promise.all([lockOrders(tx, predicted), lockShelves(tx, names)]);
  const run = simulate(shelves, calls, now);
  const booked = run.stock.booked();
  const orders = await ordersLocked(context, locked, ordersOf(run));
  const waiting = orders.length === 0 ? [] : await readWaiting(tx, orders);
  const { settlements } = run;
  const consequences = consequencesOf({ orders, waiting, turned: [...booked.changed, ...booked.added], settlements });
  for (const write of stockWrites(tx, booked, now)) context.send(write);
  writeOrders(context, consequences);
  writeHolds(context, consequences, (index) => calls[index]?.actor.name ?? "");
  announceStock(run, calls);
  announceOrders(consequences, calls);
  return run.outcomes;
}

function simulate(read: Shelves, calls: readonly StockCall[], now: Date): Run {
  const run: Run = { stock: new Stock(read.levels, read.reservations), outcomes: [], settlements: [] };
  const levels = new Map(read.levels.map((level) => [nameOf(level), level]));
  for (const [index, { step, actor }] of calls.entries()) {
    const level = levels.get(nameOf(step));
    const refused = refusalOf(level, step);
    if (level === undefined || refused !== undefined) {
      run.outcomes.push({ refused: refused ?? unknownLevel(step.sku, step.location) });
      continue;
    }
    run.stock.index = index;
    const before = level.onHand;
    run.settlements.push({ index, ...takeStep(run.stock, level, { step, actor }) });
    const updatedAt = run.stock.isChanged(level) ? now : level.updatedAt;
    run.outcomes.push({ level: { ...level, updatedAt }, delta: level.onHand - before });
  }
  return run;
}

/** Books a step on a level, and reallocates its reservations. */
export function takeStep(
  stock: Stock<LevelRecord>,
  level: LevelRecord,
  { step: { moved, ...rules }, actor }: { step: Step; actor: Actor },
): Settled {
  if (moved !== undefined) {
    const { type, reason, reference } = moved;
    stock.move(level, deltaOf(level, moved), { type, reason, reference, actor: principalOf(actor) });
  }
  stock.configure(level, rules);
  return stock.settle(level);
}

function refusalOf(level: LevelRecord | undefined, { sku, location, moved }: Step): HubError | undefined {
  if (level === undefined) return unknownLevel(sku, location);
  const delta = moved === undefined ? 0 : deltaOf(level, moved);
  const onHand = level.onHand + delta;
  if (onHand > MOST_ON_HAND) return tooMuchStock(MOST_ON_HAND);
  return onHand < 0 ? negativeStock(level, delta) : undefined;
}

const deltaOf = ({ onHand }: LevelRecord, amount: Amount): number =>
  "delta" in amount ? amount.delta : amount.onHand - onHand;

const nameOf = ({ sku, location }: { sku: string; location: string }) => `${location} ${sku}`;

/** Each level once, with the lowest quantity that its calls may reach. */
function namesOf(calls: readonly StockCall[]): Named {
  const lowest = new Map<string, Step & { delta: number }>();
  for (const { step } of calls) {
    const known = lowest.get(nameOf(step));
    lowest.set(nameOf(step), { ...step, delta: (known?.delta ?? 0) + lowestOf(step) });
  }
  const steps = [...lowest.values()];
  return {
    skus: steps.map((step) => step.sku),
    locations: steps.map((step) => step.location),
    lowest: steps.map((step) => Math.max(step.delta, DEEPEST)),
  };
}

const DEEPEST = -2_000_000_000;

function lowestOf({ moved }: Step): number {
  if (moved === undefined) return 0;
  return "delta" in moved ? Math.min(0, moved.delta) : DEEPEST;
}

const ordersOf = ({ settlements }: Run): string[] => [
  ...new Set(settlements.flatMap(({ shifted }) => shifted.map(({ reservation }) => reservation.orderId))),
];

/**
 * An order backordered between prediction and lock is locked out of order if its lock is free;
 * otherwise waiting for it could deadlock, so the transaction restarts.
 */
async function ordersLocked(
  { tx }: WriteContext,
  locked: ReadonlyMap<string, FullOrderRecord>,
  wanted: readonly string[],
): Promise<FullOrderRecord[]> {
  const missing = wanted.filter((id) => !locked.has(id));
  const more = missing.length === 0 ? new Map<string, FullOrderRecord>() : await lockMoreOrders(tx, missing);
  return wanted.map((id) => {
    const order = locked.get(id) ?? more.get(id);
    if (order === undefined) throw Object.assign(new Error("Another order came to wait"), { code: "40001" });
    return order;
  });
}

/** Each touched level emits its final state once; a shortage is reported by the call that took the stock. */
function announceStock(run: Run, calls: readonly StockCall[]): void {
  for (const { level, before, index } of run.stock.changes())
    for (const event of levelEvents(level.id, before, level)) calls[index]?.emit(event);
  for (const { index, short, shifted } of run.settlements) {
    const outcome = run.outcomes[index];
    if (!short || outcome === undefined || "refused" in outcome) continue;
    const orders = [...new Set(shifted.map(({ reservation }) => reservation.orderId))];
    calls[index]?.emit(stockShort(outcome.level.id, { ...outcome.level, orders, missing: unitsOf(shifted) }));
  }
}
