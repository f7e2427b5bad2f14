import { levelEvents } from "../inventory/low.ts";
import type { EventDraft } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import type { LevelRow } from "../orders/place-world.ts";

export interface ReservationRow {
  readonly id: string;
  readonly lineId: string;
  readonly variantId: string;
  readonly locationId: string;
  readonly quantity: number;
  readonly backorder: boolean;
  readonly status: "active" | "committed" | "released";
  readonly createdAt: string;
}

export interface GoodsLevel extends LevelRow {
  /** Nothing new is reserved at a location that is closed. */
  readonly open: boolean;
}

/** The stock rows of an order's articles, locked, and what of them is the order's; with what a command books on them. */
export interface Goods {
  readonly levels: readonly GoodsLevel[];
  /** As they stand after what was booked so far. */
  readonly reservations: Map<string, ReservationRow>;
  /** How the levels were before. */
  readonly touched: Map<LevelRow, LevelRow>;
  readonly changed: Set<string>;
  readonly added: Set<string>;
}

type Units = Partial<Record<"onHand" | "reserved" | "backordered", number>>;

export function levelAt(goods: Goods, variantId: string, locationId: string): LevelRow | undefined {
  return goods.levels.find((level) => level.variantId === variantId && level.locationId === locationId);
}

function book(goods: Goods, at: { variantId: string; locationId: string }, units: Units): void {
  const level = levelAt(goods, at.variantId, at.locationId);
  if (level === undefined) throw new Error("A reservation names a stock row that does not exist");
  if (!goods.touched.has(level)) goods.touched.set(level, { ...level });
  level.onHand += units.onHand ?? 0;
  level.stocked ||= (units.onHand ?? 0) !== 0;
  level.reserved += units.reserved ?? 0;
  level.backordered += units.backordered ?? 0;
  level.available = level.onHand - level.reserved - level.safetyStock;
}

/** Gives `quantity` units of a reservation another state: the whole row, or a part that becomes a row of its own. */
function turn(goods: Goods, row: ReservationRow, to: { quantity: number } & Partial<ReservationRow>): void {
  if (to.quantity === row.quantity) {
    goods.reservations.set(row.id, { ...row, ...to });
    goods.changed.add(row.id);
    return;
  }
  const part = { ...row, ...to, id: newId() };
  goods.reservations.set(row.id, { ...row, quantity: row.quantity - to.quantity });
  goods.reservations.set(part.id, part);
  goods.changed.add(row.id);
  goods.added.add(part.id);
}

/** Reserved goods are free again, or written off; units that wait for stock stop waiting. */
export function release(goods: Goods, row: ReservationRow, how: { quantity: number; restock: boolean }): void {
  const { quantity } = how;
  turn(goods, row, { quantity, status: "released" });
  if (row.backorder) book(goods, row, { backordered: -quantity });
  else book(goods, row, { reserved: -quantity, onHand: how.restock ? 0 : -quantity });
}

/** Reserved goods leave from where they are reserved. */
export function commit(goods: Goods, row: ReservationRow, quantity: number): void {
  turn(goods, row, { quantity, status: "committed" });
  book(goods, row, { reserved: -quantity, onHand: -quantity });
}

/** What is reserved elsewhere, or waits, is let go there and leaves from here, out of what is available here. */
export function commitFrom(goods: Goods, row: ReservationRow, how: { quantity: number; locationId: string }): void {
  const { quantity, locationId } = how;
  release(goods, row, { quantity, restock: true });
  const left: ReservationRow = { ...row, id: newId(), quantity, locationId, backorder: false, status: "committed" };
  goods.reservations.set(left.id, left);
  goods.added.add(left.id);
  book(goods, left, { onHand: -quantity });
}

/** Sets goods aside for a line, or lets it wait for them. */
export function reserve(goods: Goods, part: Omit<ReservationRow, "id" | "status">): void {
  const row: ReservationRow = { ...part, id: newId(), status: "active" };
  goods.reservations.set(row.id, row);
  goods.added.add(row.id);
  book(goods, row, row.backorder ? { backordered: row.quantity } : { reserved: row.quantity });
}

/** Goods that left come back and are set aside for the order again. */
export function bringBack(goods: Goods, row: ReservationRow, quantity: number): void {
  turn(goods, row, { quantity, status: "active" });
  book(goods, row, { reserved: quantity, onHand: quantity });
}

/** The reservations of a line in one state. */
export const rowsOfLine = (goods: Goods, lineId: string, status: ReservationRow["status"]): ReservationRow[] =>
  [...goods.reservations.values()].filter((row) => row.lineId === lineId && row.status === status);

/** Takes units from rows in their order until enough are taken; answers how many are missing. */
export function takeFrom(
  rows: readonly ReservationRow[],
  wanted: number,
  take: (row: ReservationRow, quantity: number) => void,
): number {
  let open = wanted;
  for (const row of rows) {
    const quantity = Math.min(open, row.quantity);
    if (quantity > 0) take(row, quantity);
    open -= quantity;
  }
  return open;
}

export const newestFirst = (a: ReservationRow, b: ReservationRow): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1;

export const stockEvents = (goods: Goods): EventDraft[] =>
  [...goods.touched].flatMap(([level, before]) => levelEvents(level.id, before, level));
