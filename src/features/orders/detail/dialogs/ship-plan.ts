import type { Order } from "../../order-news.ts";
import { openUnits, type OrderLine, shippableLines } from "../order-rules.ts";
import type { Picks } from "./line-picker.tsx";

type Reserving = Pick<Order, "reservations">;

export const reservedAt = ({ reservations }: Reserving, location: string, lineId?: string): number =>
  reservations
    .filter((each) => each.location === location && !each.backorder && (lineId === undefined || each.lineId === lineId))
    .reduce((units, each) => units + each.quantity, 0);

export const waitingUnits = ({ reservations }: Reserving, lineId: string): number =>
  reservations
    .filter((each) => each.backorder && each.lineId === lineId)
    .reduce((units, each) => units + each.quantity, 0);

/** Other locations with reservations of a line. */
export function reservedElsewhere({ reservations }: Reserving, lineId: string, location: string): Map<string, number> {
  const places = new Map<string, number>();
  for (const each of reservations) {
    if (each.lineId !== lineId || each.backorder || each.location === location) continue;
    places.set(each.location, (places.get(each.location) ?? 0) + each.quantity);
  }
  return places;
}

/** The location with most reservations comes first. */
export const bestLocation = (order: Reserving, codes: readonly string[]): string | undefined =>
  codes.toSorted((a, b) => reservedAt(order, b) - reservedAt(order, a))[0];

/** All that is reserved there; without reservations (imported orders), all that is open. */
export function firstPicks(order: Order, location: string): Picks {
  const lines = shippableLines(order);
  const units = (line: OrderLine) =>
    order.reservations.length === 0 ? openUnits(line) : Math.min(openUnits(line), reservedAt(order, location, line.id));
  return Object.fromEntries(lines.map((line) => [line.id, units(line)]));
}
