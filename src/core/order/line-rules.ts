import { portion } from "../kernel/rounding.ts";

export type TaxMode = "included" | "excluded";

/** A line's amounts for all its units; minor units. */
export interface LineCharge {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discountGranted: number;
  readonly taxCharged: number;
}

/**
 * The amount of the first `units` of a line. Each unit takes the difference to the units before it, so the last takes
 * the remainder: two for 9.99 are 5.00 and 4.99.
 */
export function priceOf(line: LineCharge, taxMode: TaxMode, units: number): number {
  const { quantity, unitPrice, discountGranted, taxCharged } = line;
  const net = unitPrice * units - portion(discountGranted, [units, quantity], "down");
  return taxMode === "excluded" ? net + portion(taxCharged, [units, quantity]) : net;
}

/** Amounts of the units that are not cancelled: the price before the discount, the discount, the tax. */
export function keptOf(line: LineCharge & { readonly cancelled: number }) {
  const { quantity, unitPrice, discountGranted, taxCharged, cancelled } = line;
  return {
    total: unitPrice * (quantity - cancelled),
    discount: discountGranted - portion(discountGranted, [cancelled, quantity], "down"),
    tax: taxCharged - portion(taxCharged, [cancelled, quantity]),
  };
}

/** Units no longer owed, cancelled or refunded by line, each once; and their amount. */
export interface Closed {
  readonly closedQuantity: number;
  readonly closedAmount: number;
}

/** Refunded by line, or pending. */
export interface Refunded {
  readonly refundedQuantity: number;
  readonly refundedAmount: number;
  readonly refundPendingQuantity: number;
  readonly refundPendingAmount: number;
}

export interface LineMoney extends LineCharge, Closed, Refunded {
  readonly cancelled: number;
  readonly fulfilled: number;
}

export const owedOf = (line: LineCharge & Closed, taxMode: TaxMode): number =>
  priceOf(line, taxMode, line.quantity) - line.closedAmount;

const takenUnits = (line: Refunded): number => line.refundedQuantity + line.refundPendingQuantity;
export const takenAmount = (line: Refunded): number => line.refundedAmount + line.refundPendingAmount;

function close(line: LineCharge & Closed, taxMode: TaxMode, units: number): Closed {
  const { closedAmount } = line;
  const closedQuantity = line.closedQuantity + units;
  if (units === 0) return { closedQuantity, closedAmount };
  return { closedQuantity, closedAmount: Math.max(closedAmount, priceOf(line, taxMode, closedQuantity)) };
}

/** Shipped units are assumed to be the refunded ones; a unit refunded before it is cancelled is closed once. */
export function closedByCancel(line: LineMoney, taxMode: TaxMode, units: number): Closed {
  const refundedBefore = Math.max(0, line.closedQuantity - line.cancelled - line.fulfilled);
  return close(line, taxMode, Math.max(0, units - refundedBefore));
}

/** Units of a line to refund, and their amount. */
export interface LineRefund {
  readonly lineId: string;
  readonly quantity: number;
  readonly amount: number;
  /** Cancelled units whose amount was due back. */
  readonly cancelled: boolean;
}

/** Units that may still be refunded: cancelled ones only as far as an amount is due for them. */
export function refundableUnits(line: LineMoney, taxMode: TaxMode, dueBack: number): number {
  const { quantity } = cancelledRefund(line, taxMode, { units: line.quantity, dueBack });
  return line.quantity - line.closedQuantity + quantity;
}

/** The amount for refunding these units; cancelled units first, as far as an amount is due. Null: too many units. */
export function refundOf(
  line: LineMoney & { readonly id: string },
  taxMode: TaxMode,
  { units, dueBack }: { units: number; dueBack: number },
): LineRefund[] | null {
  const cancelled = cancelledRefund(line, taxMode, { units, dueBack });
  const quantity = units - cancelled.quantity;
  if (quantity > line.quantity - line.closedQuantity) return null;
  const amount = close(line, taxMode, quantity).closedAmount - line.closedAmount;
  const parts = [
    { ...cancelled, cancelled: true },
    { quantity, amount, cancelled: false },
  ];
  return parts.filter((part) => part.quantity > 0).map((part) => ({ lineId: line.id, ...part }));
}

/** Cancelled units not yet refunded: as many, up to `units`, as the amount due covers. */
export function cancelledRefund(
  line: LineMoney,
  taxMode: TaxMode,
  { units, dueBack }: { units: number; dueBack: number },
) {
  const open = line.closedQuantity - takenUnits(line);
  const left = line.closedAmount - takenAmount(line);
  const worth = (quantity: number) =>
    quantity === open
      ? left
      : Math.min(left, Math.max(0, priceOf(line, taxMode, takenUnits(line) + quantity) - takenAmount(line)));
  const quantity = dueBack > 0 ? fewest(Math.min(units, open), (few) => worth(few) >= dueBack) : 0;
  return { quantity, amount: quantity === 0 ? 0 : Math.min(worth(quantity), dueBack) };
}

/** The smallest number up to `most` for which a monotonic condition holds; else `most`. */
function fewest(most: number, holds: (few: number) => boolean): number {
  let [low, high] = [Math.min(1, most), most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A line after a refund of units was requested. */
export function withRefund<L extends LineMoney>(line: L, refund: Omit<LineRefund, "lineId">): L {
  const closes = refund.cancelled ? 0 : 1;
  return {
    ...line,
    refundPendingQuantity: line.refundPendingQuantity + refund.quantity,
    refundPendingAmount: line.refundPendingAmount + refund.amount,
    closedQuantity: line.closedQuantity + closes * refund.quantity,
    closedAmount: line.closedAmount + closes * refund.amount,
  };
}

/** A line after the provider has refunded the amount, or less. */
export function withAnswer<L extends LineMoney>(line: L, refund: Omit<LineRefund, "lineId">, given: number): L {
  return {
    ...line,
    refundPendingQuantity: line.refundPendingQuantity - refund.quantity,
    refundPendingAmount: line.refundPendingAmount - refund.amount,
    refundedQuantity: line.refundedQuantity + refund.quantity,
    refundedAmount: line.refundedAmount + given,
  };
}

/** A failed refund, with the amount that the line is due again for the units that it had closed. */
export interface RefusedRefund extends Omit<LineRefund, "lineId"> {
  readonly released: number;
  /** Units of the line refunded because they were cancelled. */
  readonly cancelledTaken: number;
}

/**
 * A line after a failed refund: its units are refundable again. Those cancelled while the refund was pending stay
 * closed beside the shipped ones of other refunds, and their amount is due; without another refund, that is the
 * amount of the cancelled units.
 */
export function withRefusal<L extends LineMoney>(line: L, taxMode: TaxMode, refund: RefusedRefund): L {
  const { quantity, amount, released } = refund;
  const answered = {
    ...line,
    refundPendingQuantity: line.refundPendingQuantity - quantity,
    refundPendingAmount: line.refundPendingAmount - amount,
  };
  const shippedTaken = Math.min(line.fulfilled, takenUnits(answered) - refund.cancelledTaken);
  const stayClosed = line.cancelled + Math.max(0, shippedTaken);
  const reopened = refund.cancelled ? 0 : Math.max(0, Math.min(quantity, line.closedQuantity - stayClosed));
  const closedQuantity = line.closedQuantity - reopened;
  const left = line.closedAmount - (quantity === 0 ? released : portion(released, [reopened, quantity]));
  const taken = takenAmount(answered);
  const isUntouched = takenUnits(answered) === 0 && taken === 0;
  const closedAmount = isUntouched ? priceOf(line, taxMode, closedQuantity) : Math.max(taken, left);
  return { ...answered, closedQuantity, closedAmount };
}
