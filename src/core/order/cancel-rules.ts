import { withSums } from "./change-order.ts";
import { isCancelled, nothingToCancel } from "./errors.ts";
import { openUnits, pickLines, type LinePick, type Picked } from "./line-picks.ts";
import { closedByCancel } from "./line-rules.ts";
import type { FullOrderRecord } from "./record.ts";
import { withTotals } from "./rules.ts";

/** Without lines: all unshipped goods, and the charges too when nothing was shipped. */
export function pickToCancel(order: FullOrderRecord, lines: readonly LinePick[] | undefined): Picked[] {
  if (order.status === "cancelled") throw isCancelled();
  if (lines !== undefined) return pickLines(order.lines, lines, openUnits);
  const begun = order.lines.some((line) => line.fulfilled > 0);
  const picked = order.lines
    .map((line, index) => ({ line, quantity: openUnits(line), pointer: `/lines/${index}` }))
    .filter(({ line, quantity }) => quantity > 0 && (line.kind === "item" || !begun));
  if (picked.length === 0) throw nothingToCancel();
  return picked;
}

export function leavesNothing(order: FullOrderRecord, picked: readonly Picked[]): boolean {
  const cancelled = new Map(picked.map(({ line, quantity }) => [line.id, quantity]));
  return order.lines.every((line) => line.quantity === line.cancelled + (cancelled.get(line.id) ?? 0));
}

/** The order with its totals and the amount due once these units are cancelled. */
export function withoutUnits(order: FullOrderRecord, picked: readonly Picked[]): FullOrderRecord {
  const units = new Map(picked.map(({ line, quantity }) => [line.id, quantity]));
  const lines = order.lines.map((line) => {
    const quantity = units.get(line.id) ?? 0;
    return { ...line, ...closedByCancel(line, order.taxMode, quantity), cancelled: line.cancelled + quantity };
  });
  return withSums(withTotals({ ...order, lines }));
}
