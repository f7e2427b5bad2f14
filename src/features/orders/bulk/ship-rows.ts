import { firstPicks, reservedAt, waitingUnits } from "../detail/dialogs/ship-plan.ts";
import { openUnits, shippableLines } from "../detail/order-rules.ts";
import type { Order } from "../order-news.ts";

export const shipRefusals = ["draft", "cancelled", "held", "shipped", "waiting", "unpaid"] as const;
export type ShipRefusal = (typeof shipRefusals)[number];

export type ShipPlan = {
  /** Undefined where no stock is used, as in imported orders. */
  location: string | undefined;
  /** Locations with reservations of the order, most units first. */
  places: readonly string[];
  lines: readonly { id: string; quantity: number; name: string }[];
  units: number;
  /** Units that remain: reserved elsewhere, or waiting for stock. */
  left: { elsewhere: number; waiting: number };
};

export function placesOf(order: Order): string[] {
  const held = order.reservations.filter(({ backorder }) => !backorder).map(({ location }) => location);
  return [...new Set(held)].toSorted((a, b) => reservedAt(order, b) - reservedAt(order, a) || (a < b ? -1 : 1));
}

/** What would be shipped: all that is reserved at the location. */
export function shipPlan(order: Order, chosen?: string): ShipPlan {
  const places = placesOf(order);
  const location = chosen !== undefined && places.includes(chosen) ? chosen : places[0];
  const picks = firstPicks(order, location ?? "");
  const open = shippableLines(order);
  const lines = open
    .map((line) => ({ id: line.id, quantity: picks[line.id] ?? 0, name: line.name }))
    .filter(({ quantity }) => quantity > 0);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const waiting = open.reduce((sum, line) => sum + waitingUnits(order, line.id), 0);
  const all = open.reduce((sum, line) => sum + openUnits(line), 0);
  return { location, places, lines, units, left: { waiting, elsewhere: Math.max(0, all - units - waiting) } };
}

/** Why an order is excluded. `unpaid` can be overridden, the server rejects the others. */
export function whyNotShip(order: Order): ShipRefusal | null {
  if (order.status === "draft" || order.status === "cancelled") return order.status;
  if (order.onHold) return "held";
  if (shippableLines(order).length === 0) return "shipped";
  if (shipPlan(order).units === 0) return "waiting";
  return isCovered(order) ? null : "unpaid";
}

/** Authorised or captured in full, as in the queue of orders to ship. */
function isCovered({ paymentStatus, totals, payments }: Order): boolean {
  if (paymentStatus === "refunded") return false;
  const secured = payments.map(({ authorized, voided, captured }) => Math.max(authorized - voided, captured));
  const held = secured.reduce((sum, amount) => sum + amount, 0);
  return Math.max(totals.paid, held) >= totals.total;
}

/** Whether the shipment would be the same as displayed, whatever else has changed. */
export function shipsTheSame(before: Order, now: Order, location: string | undefined): boolean {
  const wish = (order: Order) => {
    const { lines, location: from } = shipPlan(order, location);
    return JSON.stringify([from, lines, order.shipments.length, order.shippingAddress]);
  };
  return whyRefused(now) === null && wish(before) === wish(now);
}

const whyRefused = (order: Order) => {
  const why = whyNotShip(order);
  return why === "unpaid" ? null : why;
};
