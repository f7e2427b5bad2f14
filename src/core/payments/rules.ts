import { allocate } from "../kernel/rounding.ts";
import type { LineRefund } from "../order/line-rules.ts";
import { type PaymentSums, sumBy } from "../order/sums.ts";
import type { PaymentAction } from "./schemas.ts";

/** A provider request and, perhaps, its answer; minor units. */
export interface Intent {
  readonly intentId: string;
  readonly paymentId: string;
  readonly action: PaymentAction;
  readonly amount: number;
  readonly reason: string | null;
  readonly outcome: "succeeded" | "failed" | null;
  readonly answered: number | null;
}

const openOf = (payment: PaymentSums, intents: readonly Intent[], action: PaymentAction): number =>
  sumBy(
    intents.filter((each) => each.paymentId === payment.id && each.action === action && each.outcome === null),
    (each) => each.amount,
  );

/** Authorised, and neither captured, being captured nor being voided: it may be captured or voided. */
export const capturableOf = (payment: PaymentSums, intents: readonly Intent[]): number =>
  Math.max(
    0,
    payment.authorized - payment.captured - payment.capturePending - payment.voided - openOf(payment, intents, "void"),
  );

/** What a payment may still bring: authorised, or requested and unanswered. */
const expectedOf = (payment: PaymentSums, intents: readonly Intent[]): number =>
  capturableOf(payment, intents) + payment.capturePending + openOf(payment, intents, "authorize");

/** What the customer owes and no pending payment covers. */
export const openAmountOf = (
  order: { due: number; payments: readonly PaymentSums[] },
  intents: readonly Intent[],
): number => Math.max(0, order.due - sumBy(order.payments, (payment) => expectedOf(payment, intents)));

/** What may be captured now without capturing more than the customer owes. */
export const capturableDueOf = (order: { due: number; payments: readonly PaymentSums[] }): number =>
  Math.max(0, order.due - sumBy(order.payments, (payment) => payment.capturePending));

/** What is being captured beyond what will be owed: it would be due back once the provider has answered. */
export const excessPendingOf = (order: { due: number; payments: readonly PaymentSums[] }): number => {
  const pending = sumBy(order.payments, (payment) => payment.capturePending);
  return Math.max(0, pending - Math.max(0, order.due));
};

export const refundableOf = (payment: PaymentSums): number =>
  payment.captured - payment.refunded - payment.refundPending;

/** Spreads a refund over payments, newest first. Null when they hold too little. */
export function spreadRefund<T extends PaymentSums>(
  payments: readonly T[],
  amount: number,
): { payment: T; amount: number }[] | null {
  const parts: { payment: T; amount: number }[] = [];
  let open = amount;
  for (const payment of payments.toReversed()) {
    const part = Math.min(open, refundableOf(payment));
    if (part <= 0) continue;
    parts.push({ payment, amount: part });
    open -= part;
  }
  return open > 0 ? null : parts;
}

/** Divides refunds of lines over the refunded payments, in the same order; units go with their amounts. */
export function dividedOver(refunds: readonly LineRefund[], parts: readonly { amount: number }[]): LineRefund[][] {
  const shares = parts.map((): LineRefund[] => []);
  const left = parts.map(({ amount }) => amount);
  let from = 0;
  for (const refund of refunds) {
    const pieces: { at: number; amount: number }[] = [];
    let open = refund.amount;
    do {
      if (left[from] === 0 && from < parts.length - 1) from += 1;
      const amount = Math.min(open, left[from] ?? 0);
      pieces.push({ at: from, amount });
      left[from] = (left[from] ?? 0) - amount;
      open -= amount;
    } while (open > 0 && from < parts.length);
    const units = allocate(
      refund.quantity,
      pieces.map(({ amount }) => amount),
    );
    for (const [index, { at, amount }] of pieces.entries())
      shares[at]?.push({ ...refund, quantity: units[index] ?? 0, amount });
  }
  return shares;
}

export const paymentOf = <T extends { id: string }>(order: { payments: readonly T[] }, id: string): T | undefined =>
  order.payments.find((payment) => payment.id === id.toLowerCase());

export interface Movement {
  readonly action: "authorize" | "capture" | "refund";
  readonly amount: number;
}

/** The new movements in sums that a provider reports. A refunded amount must have been captured before. */
export function movementsOf(
  payment: Pick<PaymentSums, "authorized" | "captured" | "refunded">,
  told: { authorized: number; captured: number; refunded: number },
): Movement[] {
  const captured = Math.max(told.captured, told.refunded);
  const movements: Movement[] = [
    { action: "authorize", amount: told.authorized - payment.authorized },
    { action: "capture", amount: captured - payment.captured },
    { action: "refund", amount: told.refunded - payment.refunded },
  ];
  return movements.filter(({ amount }) => amount > 0);
}

/** A reported movement: the request that it answers, if it was ours, and the amount. */
export interface Told {
  readonly intent: Intent | undefined;
  readonly amount: number;
}

/**
 * The requests that a movement answers: the one for exactly this amount, else the oldest ones that fit into it. The
 * rest was external; where the payment has no `room` for it beside an open request, that request was answered with less.
 */
export function toldBy({ amount }: Movement, open: readonly Intent[], room: number): Told[] {
  const same = open.find((intent) => intent.amount === amount);
  if (same !== undefined) return [{ intent: same, amount }];
  let left = amount;
  const answered = open.filter((intent) => {
    const fits = intent.amount <= left;
    if (fits) left -= intent.amount;
    return fits;
  });
  const told = answered.map((intent): Told => ({ intent, amount: intent.amount }));
  if (left === 0) return told;
  const short = left > room ? open.find((intent) => !answered.includes(intent)) : undefined;
  return [...told, { intent: short, amount: left }];
}

/** What a payment may still move beside all its requests, once the earlier movements have taken place. */
export function roomFor(
  payment: PaymentSums,
  { action }: Movement,
  told: { authorized: number; captured: number },
): number {
  const authorized = Math.max(payment.authorized, told.authorized);
  if (action === "refund") return Math.max(payment.captured, told.captured) - payment.refunded - payment.refundPending;
  if (action === "authorize") return payment.amount - payment.authorized;
  const most = authorized > 0 ? authorized - payment.voided : payment.amount;
  return most - payment.captured - payment.capturePending;
}

/** The lowest amount of a payment that fits its movements, including a void of the authorised rest. */
export function neededAmount(payment: PaymentSums, movements: readonly Movement[]): number {
  const moved = (wanted: Movement["action"]) =>
    sumBy(movements, ({ action, amount }) => (action === wanted ? amount : 0));
  const taken = payment.captured + payment.capturePending + payment.voided + moved("capture");
  return Math.max(taken, payment.authorized + moved("authorize"));
}
