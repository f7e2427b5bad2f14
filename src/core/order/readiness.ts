import type { FullOrderRecord, Readiness } from "./record.ts";

type Facts = Pick<FullOrderRecord, "status" | "paymentStatus" | "onHold" | "total" | "paid" | "lines" | "payments">;

/**
 * Not held, with all of its unshipped units in stock, and covered. Stored with the order and indexed. Whether
 * `authorized` is enough is a setting of the channel, which `work-store.ts` adds when it reads.
 */
export function readinessOf(order: Facts, there: ReadonlyMap<string, number>): Readiness {
  if (order.onHold || (order.status !== "pending" && order.status !== "processing")) return null;
  const open = order.lines
    .map((line) => ({ id: line.id, left: line.kind === "item" ? line.quantity - line.cancelled - line.fulfilled : 0 }))
    .filter(({ left }) => left > 0);
  const isThere = open.length > 0 && open.every(({ id, left }) => (there.get(id) ?? 0) >= left);
  return isThere ? coverOf(order) : null;
}

/** Reserved units per line, by the line's id. */
export function unitsThere(reservations: FullOrderRecord["reservations"]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { lineId, quantity, backorder } of reservations)
    if (!backorder) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  return units;
}

export function coverOf({ paymentStatus, total, paid, payments }: Facts): Readiness {
  if (paymentStatus === "refunded") return null;
  if (paid >= total) return "paid";
  const secured = payments.map(({ authorized, voided, captured }) => Math.max(authorized - voided, captured));
  return secured.reduce((sum, amount) => sum + amount, 0) >= total ? "authorized" : null;
}
