import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cause, type Level, type Reservation, Stock } from "./engine.ts";
import { newestFirst, shifts, source, unitsOf } from "./rules.ts";

const cause = (type: string): Cause => ({ type, reason: "test", actor: "test" });

function levelOf(at: { variantId: string; locationId: string }, more: Partial<Level> = {}): Level {
  const units = { onHand: 0, reserved: 0, backordered: 0, safetyStock: 0, available: 0, incoming: 0 };
  const id = `${at.variantId}-${at.locationId}`;
  const rules = { allowBackorder: false, stocked: false, open: true };
  return { id, sku: at.variantId, location: at.locationId, ...at, ...units, ...rules, ...more };
}

const ORDERS = 6;
const step = fc.oneof(
  fc.record({
    kind: fc.constant("place" as const),
    variants: fc.array(fc.nat(1), { minLength: 1, maxLength: 3 }),
    units: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    kind: fc.constantFrom("ship" as const, "callBack" as const, "cancel" as const, "lose" as const),
    order: fc.nat(ORDERS),
    units: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    kind: fc.constant("count" as const),
    variant: fc.nat(1),
    location: fc.nat(1),
    delta: fc.integer({ min: -8, max: 8 }),
  }),
  fc.record({ kind: fc.constant("keepBack" as const), variant: fc.nat(1), location: fc.nat(1), units: fc.nat(4) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const variants = ["A", "B"];
const locations = ["main", "shop"];

/** A history recorded independently of the engine: units in and out, and what every line wanted. */
interface Books {
  readonly stock: Stock;
  readonly lines: { id: string; variantId: string; wanted: number; cancelled: number }[];
  orders: number;
}

function open(): Books {
  const levels = variants.flatMap((variantId) =>
    locations.map((locationId) => levelOf({ variantId, locationId }, { allowBackorder: variantId === "B" })),
  );
  const stock = new Stock(levels);
  for (const level of levels) stock.move(level, 5, cause("opening"));
  return { stock, lines: [], orders: 0 };
}

function place({ stock, lines, ...books }: Books, wanted: string[], units: number): number {
  const demands = wanted.map((variantId, lineIndex) => ({ lineIndex, variantId, quantity: units }));
  const sourcing = source(demands, stock.levels, locations);
  if ("shortages" in sourcing) {
    expect(sourcing.shortages.every(({ lineIndex }) => wanted[lineIndex] === "A")).toBe(true);
    return books.orders;
  }
  const orderId = `order-${books.orders}`;
  const createdAt = new Date(Date.UTC(2026, 0, 1) + books.orders).toISOString();
  const ids = wanted.map((_, index) => `${orderId}-${index}`);
  for (const [index, variantId] of wanted.entries())
    lines.push({ id: ids[index] ?? "", variantId, wanted: units, cancelled: 0 });
  for (const { lineIndex, ...part } of sourcing.allocations)
    stock.reserve({ ...part, orderId, lineId: ids[lineIndex] ?? "", createdAt });
  return books.orders + 1;
}

function onOrder({ stock, lines }: Books, { kind, order, units }: Extract<Step, { order: number }>): void {
  const line = lines[order % Math.max(1, lines.length)];
  if (line === undefined) return;
  const state = kind === "callBack" ? "committed" : "active";
  const rows = stock.ofLine(line.id, state).filter((row) => kind !== "ship" || !row.backorder);
  for (const { reservation, quantity } of shifts(rows, units)) {
    if (kind === "ship") stock.commit(reservation, quantity, cause("sale"));
    else if (kind === "callBack") stock.bringBack(reservation, quantity, cause("sale_cancelled"));
    else {
      stock.release(reservation, quantity, kind === "lose" ? cause("write_off") : undefined);
      line.cancelled += quantity;
    }
  }
}

/** Records who is covered and who is backordered, as the engine decided. */
function count({ stock }: Books, level: Level, delta: number): void {
  if (level.onHand + delta < 0) return;
  const held = () =>
    stock.active().filter((row) => row.variantId === level.variantId && row.locationId === level.locationId);
  const before = new Map(held().map((row) => [row.id, row]));
  stock.move(level, delta, cause("count"));
  const { short, shifted } = stock.settle(level);
  const side = (row: Reservation) => row.backorder !== short;
  const candidates = [...before.values()]
    .filter(side)
    .toSorted((a, b) => (short ? newestFirst(a, b) : newestFirst(b, a)));
  // First come, first served: those who changed come before those who did not, and only the last in part.
  expect(shifted.map(({ reservation }) => reservation.id)).toEqual(
    candidates.slice(0, shifted.length).map((row) => row.id),
  );
  expect(shifted.slice(0, -1).every(({ reservation, quantity }) => reservation.quantity === quantity)).toBe(true);
  const waits = held().some((row) => row.backorder);
  if (waits) expect(level.available).toBeLessThanOrEqual(0);
}

function take(books: Books, each: Step): void {
  const { stock } = books;
  if (each.kind === "place") {
    books.orders = place(
      books,
      each.variants.map((index) => variants[index] ?? ""),
      each.units,
    );
    return;
  }
  if ("order" in each) return onOrder(books, each);
  const level = stock.levelAt(variants[each.variant] ?? "", locations[each.location] ?? "");
  if (level === undefined) throw new Error("every article is kept everywhere");
  if (each.kind === "count") return count(books, level, each.delta);
  stock.configure(level, { safetyStock: each.units });
  stock.settle(level);
}

function stepsThatKeepTheBooks(books: Books, history: readonly Step[]): number {
  for (const each of history) {
    take(books, each);
    checkBooks(books);
  }
  return history.length;
}

function checkBooks({ stock, lines }: Books): void {
  const { movements, added } = stock.booked();
  for (const level of stock.levels) {
    const here = (row: { variantId: string; locationId: string }) =>
      row.variantId === level.variantId && row.locationId === level.locationId;
    const active = stock.active().filter(here);
    expect(level.reserved).toBeGreaterThanOrEqual(0);
    expect(level.reserved).toBeLessThanOrEqual(level.onHand);
    expect(level.reserved).toBe(unitsOf(active.filter((row) => !row.backorder)));
    expect(level.backordered).toBe(unitsOf(active.filter((row) => row.backorder)));
    expect(level.available).toBe(level.onHand - level.reserved - level.safetyStock);
    expect(level.onHand).toBe(unitsOf(movements.filter((each) => each.level === level)));
    expect(movements.findLast((each) => each.level === level)?.onHandAfter).toBe(level.onHand);
    expect(active.every((row) => row.quantity > 0)).toBe(true);
  }
  for (const line of lines) {
    const standing = unitsOf([...stock.ofLine(line.id, "active"), ...stock.ofLine(line.id, "committed")]);
    expect(standing + line.cancelled).toBe(line.wanted);
  }
  expect(new Set(added.map((row) => row.id)).size).toBe(added.length);
}

describe("stock engine", () => {
  it("never reserves more than is on hand, loses no unit and covers backorders in order, over random histories", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (history) => {
        const books = open();
        expect(stepsThatKeepTheBooks(books, history)).toBe(history.length);
      }),
      { numRuns: 300 },
    );
  });

  it("makes one movement per cause and level, and none for a zero sum", () => {
    const level = levelOf({ variantId: "A", locationId: "main" }, { onHand: 5, available: 5 });
    const stock = new Stock([level]);
    const [sale, counted] = [cause("sale"), cause("count")];
    stock.move(level, -2, sale);
    stock.move(level, -1, sale);
    stock.move(level, 4, counted);
    stock.move(level, -4, counted);
    expect(stock.booked().movements).toMatchObject([{ cause: sale, quantity: -3, onHandAfter: 2 }]);
  });

  it("reports each level's initial state, and the last call of a batch that changed it", () => {
    const [changed, idle] = ["A", "B"].map((variantId) => levelOf({ variantId, locationId: "main" }));
    if (changed === undefined || idle === undefined) throw new Error("there are two");
    const stock = new Stock([changed, idle]);
    for (const index of [0, 1, 2]) {
      stock.index = index;
      if (index < 2) stock.move(changed, 3, cause("receipt"));
      stock.settle(idle);
      stock.configure(idle, {});
    }
    expect(stock.changes()).toMatchObject([{ index: 1, before: { onHand: 0 }, level: { sku: "A", onHand: 6 } }]);
  });
});
