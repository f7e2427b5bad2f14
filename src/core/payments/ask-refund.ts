import { newId } from "../kernel/ids.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import type { OrderContext } from "../order/change-order.ts";
import { cancelledRefund, type LineRefund } from "../order/line-rules.ts";
import type { FullOrderRecord, PaymentRecord } from "../order/record.ts";
import { captureOnItsWay, exceedsCaptured } from "./errors.ts";
import { asking, type LedgerRows, ledgerWrites, type Step } from "./ledger.ts";
import { type KeptRefunds, keepRefunds, keptRefunds, toldOf } from "./refund-lines.ts";
import { dividedOver, excessPendingOf, refundableOf, spreadRefund } from "./rules.ts";

export interface RefundWish {
  /** The payments that may be refunded. */
  readonly sources: readonly PaymentRecord[];
  readonly amount: number;
  /** The parts of the amount that belong to lines; the rest belongs to none. */
  readonly refunds: readonly LineRefund[];
  readonly reason: string;
}

/** The rows of refunds. */
export interface RefundRows {
  readonly ledger: readonly LedgerRows[];
  readonly kept: KeptRefunds;
}

export interface Refunding {
  readonly rows: RefundRows;
  readonly tell: Step["tell"];
}

/** Requests refunds from the payments, newest first. */
export function askingBack(context: OrderContext, order: FullOrderRecord, wish: RefundWish): Refunding {
  const { sources, amount, refunds, reason } = wish;
  const parts = spreadRefund(sources, amount);
  const available = sources.reduce((sum, payment) => sum + refundableOf(payment), 0);
  if (parts === null) throw exceedsCaptured({ currency: order.currency, requested: amount, available });
  const shares = dividedOver(refunds, parts);
  const asked = parts.map((part, index) => ({ ...part, intentId: newId(), refunds: shares[index] ?? [] }));
  const steps = asked.map(({ refunds: own, ...part }) =>
    asking(context, order.id, { ...part, action: "refund", reason, lines: toldOf(order, own) }),
  );
  const settled = asked.map((each) => ({ ...each, settled: each.payment.method === "manual" }));
  const rows: RefundRows = {
    ledger: steps.map((step) => step.rows),
    kept: keptRefunds(context.tx, order, settled),
  };
  return { rows, tell: (after: FullOrderRecord) => steps.flatMap((step) => step.tell(after)) };
}

/** The statements of any number of refunds, one per table. */
export const refundsWrites = (tx: Tx, rows: readonly RefundRows[]): Sendable[] => [
  ...ledgerWrites(
    tx,
    rows.flatMap(({ ledger }) => ledger),
  ),
  ...keepRefunds(
    tx,
    rows.map(({ kept }) => kept),
  ),
];

/**
 * Requests a refund of all that is due: cancelled units first, the rest (shipping, an overpayment) for no line. Rejects
 * while more than will be owed is being captured, since that surplus would stay captured.
 */
export function refundingDue(context: OrderContext, order: FullOrderRecord, reason: string): Refunding | undefined {
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
  return askingBack(context, order, { sources: order.payments, amount, refunds, reason });
}
