import { allocate } from "../kernel/rounding.ts";
import type { FullOrderRecord } from "../order/record.ts";
import type { DocumentLine } from "./document.ts";

/** What a cancellation may still return of one sale; lowered by each part that is matched. */
export interface Returnable {
  readonly order: FullOrderRecord;
  /** Its index in the chunk that is being booked; −1 for all before it. */
  readonly ordinal: number;
  /** By line. */
  readonly open: Map<string, number>;
  refundable: number;
}

export interface CreditLine extends DocumentLine {
  readonly variantId: string | null;
  readonly amount: number;
}

export interface Taken {
  readonly from: Returnable;
  readonly lines: readonly { id: string; quantity: number; amount: number }[];
  readonly amount: number;
}

export interface Credit {
  readonly channel: string;
  readonly customerId: string | null;
  readonly currency: string;
  readonly atMs: number;
  readonly ordinal: number;
  readonly lines: readonly CreditLine[];
}

export function returnableOf(order: FullOrderRecord, ordinal: number): Returnable {
  const open = order.lines.map(
    (line) => [line.id, Math.min(line.shipped - line.returned, line.quantity - line.closedQuantity)] as const,
  );
  const [payment] = order.payments;
  const refundable = payment === undefined ? 0 : payment.captured - payment.refunded - payment.refundPending;
  return { order, ordinal, open: new Map(open), refundable };
}

/**
 * Decides each line of a cancellation: it is a return when exactly one earlier order of that customer and article has
 * as many units (and as much paid money) left to return; what matches none or several becomes a credit note.
 */
export function matchCredit(
  credit: Credit,
  candidates: readonly Returnable[],
): { taken: Taken[]; credited: CreditLine[] } {
  const taken: Taken[] = [];
  const credited: CreditLine[] = [];
  for (const line of credit.lines) {
    const fitting = candidates.filter((candidate) => fits(candidate, credit, line));
    const [from] = fitting;
    if (from === undefined || fitting.length > 1) credited.push(line);
    else taken.push(take(from, line));
  }
  return { taken, credited };
}

function fits(candidate: Returnable, credit: Credit, line: CreditLine): boolean {
  const { order, ordinal, refundable } = candidate;
  if (line.kind !== "item" || line.variantId === null || credit.customerId === null) return false;
  if (order.customerId !== credit.customerId || order.channel !== credit.channel || order.currency !== credit.currency)
    return false;
  if (ordinal >= credit.ordinal || new Date(order.placedAt).getTime() > credit.atMs) return false;
  const units = linesOf(candidate, line).reduce((sum, { open }) => sum + open, 0);
  return units >= line.quantity && refundable >= line.amount;
}

/** The lines of the article, those at the refunded price first. */
function linesOf({ order, open }: Returnable, line: CreditLine) {
  return order.lines
    .filter((sold) => sold.variantId === line.variantId)
    .map((sold) => ({ id: sold.id, open: open.get(sold.id) ?? 0, other: Number(sold.unitPrice !== line.unitPrice) }))
    .toSorted((a, b) => a.other - b.other);
}

function take(from: Returnable, line: CreditLine): Taken {
  let left = line.quantity;
  const taken = linesOf(from, line).flatMap(({ id, open }) => {
    const quantity = Math.min(left, open);
    left -= quantity;
    from.open.set(id, open - quantity);
    return quantity === 0 ? [] : [{ id, quantity }];
  });
  const amounts = allocate(
    line.amount,
    taken.map(({ quantity }) => quantity),
  );
  from.refundable -= line.amount;
  return { from, lines: taken.map((each, index) => ({ ...each, amount: amounts[index] ?? 0 })), amount: line.amount };
}
