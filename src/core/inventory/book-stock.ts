import type { HubError } from "../kernel/errors.ts";
import type { Call, WriteContext } from "../kernel/operation.ts";
import type { FullOrderRecord } from "../orders/record.ts";
import { lockOrders } from "../orders/store.ts";
import {
  lockMoreOrders,
  type MovementRow,
  readWaiting,
  writeHolds,
  writeLevels,
  writeMovements,
  writeOrders,
  writeReservations,
} from "./book-store.ts";
import { negativeStock, tooMuchStock, unknownLevel } from "./errors.ts";
import { stockShort } from "./events.ts";
import type { LevelRecord } from "./level.ts";
import { levelEvents } from "./low.ts";
import { type Settled, Shelf, type Step } from "./shelf.ts";
import { lockShelves, type Named, readShelves, type Shelves } from "./store.ts";
import { announceOrders, consequencesOf } from "./waiting-orders.ts";
import { unitsOf } from "./waiting.ts";

export type Booked = { readonly level: LevelRecord } | { readonly refused: HubError };

/** One call of a batch, as a step on a level. `told` is what its movement says; without it nothing moves. */
export interface StockCall {
  readonly step: Step;
  readonly told?: { readonly type: string; readonly reason: string; readonly reference: string | null };
  readonly actor: Call<unknown>["actor"];
  readonly emit: Call<unknown>["emit"];
}

/** What one call did to the reservations of its level. */
export interface Settlement extends Settled {
  readonly index: number;
}

interface Run {
  readonly shelves: readonly Shelf[];
  readonly outcomes: Booked[];
  readonly settlements: Settlement[];
  readonly movements: MovementRow[];
}

/**
 * Books what was counted, received or lost. Where the shelf no longer holds what is reserved, the newest reservations
 * wait and their orders are held; where something is available, those that have waited longest get it.
 */
export async function bookStock(context: WriteContext, name: string, calls: readonly StockCall[]): Promise<Booked[]> {
  const { tx, now } = context;
  const names = namesOf(calls);
  const predicted = ordersOf(simulate(await readShelves(tx, names), calls, now));
  await context.race(`${name}:read`);
  const [locked, shelves] = await Promise.all([lockOrders(tx, predicted), lockShelves(tx, names)]);
  const run = simulate(shelves, calls, now);
  const touched = run.shelves.filter((shelf) => shelf.lastIndex !== undefined);
  const orders = await ordersLocked(context, locked, ordersOf(run));
  const waiting = orders.length === 0 ? [] : await readWaiting(tx, orders);
  const consequences = consequencesOf({ orders, waiting, shelves: touched, settlements: run.settlements });
  writeLevels(context, touched);
  writeMovements(context, run.movements);
  writeReservations(context, touched);
  writeOrders(context, consequences);
  writeHolds(context, consequences, (index) => calls[index]?.actor.name ?? "");
  announceStock(run, touched, calls);
  announceOrders(consequences, calls);
  return run.outcomes;
}

function simulate(read: Shelves, calls: readonly StockCall[], now: Date): Run {
  const shelves = new Map(
    read.levels.map((level) => [
      nameOf(level),
      new Shelf(
        level,
        read.reservations.filter((each) => each.levelId === level.id),
      ),
    ]),
  );
  const run: Run = { shelves: [...shelves.values()], outcomes: [], settlements: [], movements: [] };
  for (const [index, { step, told, actor }] of calls.entries()) {
    const shelf = shelves.get(nameOf(step));
    const refused = refusalOf(shelf, step);
    if (shelf === undefined || refused !== undefined) {
      run.outcomes.push({ refused: refused ?? unknownLevel(step.sku, step.location) });
      continue;
    }
    run.settlements.push({ index, ...shelf.apply(step, index, now) });
    const { level } = shelf;
    if (told !== undefined) run.movements.push({ ...told, level, quantity: step.delta, actor });
    run.outcomes.push({ level });
  }
  return run;
}

function refusalOf(shelf: Shelf | undefined, step: Step): HubError | undefined {
  if (shelf === undefined) return unknownLevel(step.sku, step.location);
  const onHand = shelf.level.onHand + step.delta;
  if (onHand > MOST_ON_HAND) return tooMuchStock(MOST_ON_HAND);
  return onHand < 0 ? negativeStock(shelf.level, step.delta) : undefined;
}

const MOST_ON_HAND = 1_000_000_000;

const nameOf = ({ sku, location }: { sku: string; location: string }) => `${location} ${sku}`;

/** Each level once, with the deepest that its calls may lower it. */
function namesOf(calls: readonly StockCall[]): Named {
  const lowest = new Map<string, Step>();
  for (const { step } of calls) {
    const known = lowest.get(nameOf(step));
    lowest.set(nameOf(step), { ...step, delta: (known?.delta ?? 0) + Math.min(0, step.delta) });
  }
  const steps = [...lowest.values()];
  return {
    skus: steps.map((step) => step.sku),
    locations: steps.map((step) => step.location),
    lowest: steps.map((step) => Math.max(step.delta, -2_000_000_000)),
  };
}

const ordersOf = ({ settlements }: Run): string[] => [
  ...new Set(settlements.flatMap(({ shifted }) => shifted.map(({ reservation }) => reservation.orderId))),
];

/**
 * An order that came to wait between the prediction and the lock is locked out of turn when nobody holds it;
 * otherwise waiting for it could deadlock, so everything runs again.
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

/** Each level that the batch touched tells its last state; who fell short is told by the call that took the stock. */
function announceStock(run: Run, touched: readonly Shelf[], calls: readonly StockCall[]): void {
  for (const { level, lastIndex = 0, before } of touched)
    for (const event of levelEvents(level.id, before, level)) calls[lastIndex]?.emit(event);
  for (const { index, short, shifted } of run.settlements) {
    const outcome = run.outcomes[index];
    if (!short || outcome === undefined || "refused" in outcome) continue;
    const orders = [...new Set(shifted.map(({ reservation }) => reservation.orderId))];
    calls[index]?.emit(stockShort(outcome.level.id, { ...outcome.level, orders, missing: unitsOf(shifted) }));
  }
}
