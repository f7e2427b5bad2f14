import { newId } from "../kernel/ids.ts";
import { orderHeld, orderReleased, orderUpdated } from "../order/events.ts";
import { readinessOf, unitsThere } from "../order/readiness.ts";
import { factsOf, type FullOrderRecord } from "../order/record.ts";
import type { Consequence, Settlement, StockCall } from "./booking.ts";
import type { Reservation } from "./engine.ts";
import { unitsOf } from "./rules.ts";

interface Touched {
  readonly orders: readonly FullOrderRecord[];
  /** The reservations of these orders that were backordered before the batch, at any level. */
  readonly waiting: readonly { id: string; orderId: string; quantity: number }[];
  /** Reservations that the batch changed, in their new state. */
  readonly turned: readonly Reservation[];
  readonly settlements: readonly Settlement[];
}

export function consequencesOf({ orders, waiting, turned, settlements }: Touched): Consequence[] {
  const ids = new Set(turned.map((row) => row.id));
  return orders.map((order) => {
    const mine = settlements.filter(({ shifted }) =>
      shifted.some(({ reservation }) => reservation.orderId === order.id),
    );
    const before = waiting.filter((row) => row.orderId === order.id);
    const after = [
      ...before.filter((row) => !ids.has(row.id)),
      ...turned.filter((row) => row.orderId === order.id && row.backorder),
    ];
    const stockHolds = order.holds.filter((hold) => hold.reason === "stock");
    const releasedHolds = after.length === 0 ? stockHolds.map((hold) => hold.id) : [];
    const mustHold = after.length > 0 && stockHolds.length === 0 && mine.some(({ short }) => short);
    const held = { ...order, onHold: order.holds.length - releasedHolds.length > 0 || mustHold };
    return {
      order: { ...held, ready: readinessOf(held, thereAfter(order, mine)), version: order.version + 1 },
      index: Math.max(...mine.map(({ index }) => index)),
      hold: mustHold ? { id: newId(), note: "The shelf holds less than was promised." } : undefined,
      releasedHolds,
      backordered: { from: unitsOf(before), to: unitsOf(after) },
    };
  });
}

function thereAfter(order: FullOrderRecord, settlements: readonly Settlement[]): Map<string, number> {
  const units = unitsThere(order.reservations);
  for (const { reservation, quantity } of settlements.flatMap(({ shifted }) => shifted)) {
    const { lineId, backorder } = reservation;
    units.set(lineId, (units.get(lineId) ?? 0) + (backorder ? quantity : -quantity));
  }
  return units;
}

/** One event per order: the most significant change. */
export function announceOrders(consequences: readonly Consequence[], calls: readonly StockCall[]): void {
  for (const { order, index, hold, releasedHolds, backordered } of consequences) {
    const facts = factsOf(order);
    const emit = calls[index]?.emit;
    if (hold !== undefined)
      emit?.(orderHeld(order.id, { ...facts, holdId: hold.id, reason: "stock", note: hold.note, until: null }));
    else if (releasedHolds.length > 0 && !order.onHold) emit?.(orderReleased(order.id, facts));
    else emit?.(orderUpdated(order.id, { ...facts, changes: [{ field: "backordered", ...backordered }] }));
  }
}
