import { newId } from "../kernel/ids.ts";
import type { OrderContext } from "../orders/change-order.ts";
import { cancelledRefund, type LineRefund } from "../orders/line-rules.ts";
import type { FullOrderRecord, PaymentRecord } from "../orders/record.ts";
import { captureOnItsWay, exceedsCaptured } from "./errors.ts";
import { allOf, ask, type Step } from "./ledger.ts";
import { keepRefunds, toldOf } from "./refund-lines.ts";
import { dividedOver, excessPendingOf, refundableOf, spreadRefund } from "./rules.ts";

export interface RefundWish {
  /** Where the money may come from. */
  readonly sources: readonly PaymentRecord[];
  readonly amount: number;
  /** What of the amount is for lines; the rest is for none. */
  readonly refunds: readonly LineRefund[];
  readonly reason: string;
}

/** Asks for money back from the payments, the newest first. */
export function askRefund(context: OrderContext, order: FullOrderRecord, wish: RefundWish): Step {
  const { sources, amount, refunds, reason } = wish;
  const parts = spreadRefund(sources, amount);
  const available = sources.reduce((sum, payment) => sum + refundableOf(payment), 0);
  if (parts === null) throw exceedsCaptured({ currency: order.currency, requested: amount, available });
  const shares = dividedOver(refunds, parts);
  const asked = parts.map((part, index) => ({ ...part, intentId: newId(), refunds: shares[index] ?? [] }));
  const { writes, tell } = allOf(
    asked.map(({ refunds: own, ...part }) =>
      ask(context, order.id, { ...part, action: "refund", reason, lines: toldOf(order, own) }),
    ),
  );
  const kept = asked.map((each) => ({ ...each, settled: each.payment.method === "manual" }));
  return { writes: [...writes, ...keepRefunds(context.tx, order, kept)], tell };
}

/**
 * Asks for all that is due back: for the cancelled units first, the rest (shipping, an overpayment) for no line. Refuses
 * while more than will be owed is being captured, for nobody would ask that back.
 */
export function askRefundOfDue(context: OrderContext, order: FullOrderRecord, reason: string): Step | undefined {
  const pending = excessPendingOf(order);
  if (pending > 0) throw captureOnItsWay(order.currency, pending);
  const amount = -order.due;
  if (amount <= 0) return undefined;
  let dueBack = amount;
  const refunds = order.lines.flatMap((line): LineRefund[] => {
    const refund = cancelledRefund(line, order.taxMode, { units: line.quantity, dueBack });
    dueBack -= refund.amount;
    return refund.amount > 0 ? [{ ...refund, lineId: line.id, cancelled: true }] : [];
  });
  return askRefund(context, order, { sources: order.payments, amount, refunds, reason });
}
