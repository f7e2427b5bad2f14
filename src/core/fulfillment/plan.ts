import type { Cause, Reservation, Stock } from "../inventory/engine.ts";
import { shifts, unitsOf } from "../inventory/rules.ts";
import type { Fault } from "../kernel/errors.ts";
import { insufficientStock } from "../order/errors.ts";
import { openUnits, type Picked, pickLines } from "../order/line-picks.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { unknownLocation } from "./errors.ts";
import type { CreateShipmentInput } from "./schemas.ts";

export interface Plan {
  /** Null: imported history, which touches no stock, or an order of charges alone. */
  readonly locationId: string | null;
  readonly picked: readonly Picked[];
}

/** Plans the quantities and the location of a shipment; books nothing. */
export function planShipment(order: FullOrderRecord, stock: Stock, input: CreateShipmentInput): Plan {
  const locationId = takesStock(order) ? locationOf(stock, input.location) : null;
  if (input.lines !== undefined) return { locationId, picked: pickLines(order.lines, input.lines, openUnits) };
  const active = stock.active().filter((row) => row.locationId === locationId);
  const reserved = active.some((row) => !row.backorder) ? active.filter((row) => !row.backorder) : active;
  const picked = order.lines
    .map((line, index) => ({
      line,
      quantity: locationId === null ? openUnits(line) : unitsFor(reserved, line.id),
      pointer: `/lines/${index}`,
    }))
    .filter(({ quantity }) => quantity > 0);
  return { locationId, picked };
}

const takesStock = (order: FullOrderRecord): boolean =>
  !order.imported && order.lines.some((line) => line.kind === "item");

const unitsFor = (rows: readonly Reservation[], lineId: string): number =>
  unitsOf(rows.filter((row) => row.lineId === lineId));

/** The named location, else the one with most of the order's reservations; backordered ones count last. */
function locationOf(stock: Stock, code: string | undefined): string {
  const places = new Map(stock.levels.map((level) => [level.locationId, level.location]));
  if (code !== undefined) {
    const named = [...places].find(([, location]) => location === code);
    if (named === undefined) throw unknownLocation(code);
    return named[0];
  }
  const active = stock.active();
  const weight = (locationId: string) =>
    active.reduce(
      (sum, row) => sum + (row.locationId === locationId ? row.quantity * (row.backorder ? 1e-7 : 1) : 0),
      0,
    );
  const ranked = [...places].toSorted(([a, codeA], [b, codeB]) => weight(b) - weight(a) || codeA.localeCompare(codeB));
  return ranked[0]?.[0] ?? "";
}

/**
 * Books the goods of a shipment: first the order's reservations here, then its backordered units, then its reservations
 * elsewhere; the last two only out of what is available here. Rejects when that is not enough.
 */
export function takeGoods(stock: Stock, picked: readonly Picked[], how: Leaving): void {
  const faults = picked.flatMap((each): Fault[] => {
    const missing = takeLine(stock, each, how);
    if (missing === 0) return [];
    const { line, quantity, pointer } = each;
    const available = quantity - missing;
    const detail = `${line.sku}: ${quantity} wanted, ${available} there.`;
    return [{ pointer, detail, sku: line.sku, requested: quantity, available }];
  });
  if (faults.length > 0) throw insufficientStock(faults);
}

interface Leaving {
  readonly locationId: string;
  readonly cause: Cause;
}

function takeLine(stock: Stock, { line, quantity }: Picked, { locationId, cause }: Leaving): number {
  if (line.kind === "charge" || line.variantId === null) return 0;
  const rows = stock.ofLine(line.id, "active");
  const here = rows.filter((row) => row.locationId === locationId && !row.backorder);
  const others = rows
    .filter((row) => !here.includes(row))
    .toSorted((a, b) => Number(b.backorder) - Number(a.backorder));
  const reserved = shifts(here, quantity);
  for (const each of reserved) stock.commit(each.reservation, each.quantity, cause);
  const open = quantity - unitsOf(reserved);
  const free = Math.max(0, stock.levelAt(line.variantId, locationId)?.available ?? 0);
  const moved = shifts(others, Math.min(open, free));
  for (const each of moved) stock.commitFrom(each.reservation, { quantity: each.quantity, locationId }, cause);
  return open - unitsOf(moved);
}
