import type { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { refuseStaleProof } from "../kernel/fresh-proof.ts";
import { command } from "../kernel/operation.ts";
import { changeOrders, type Many } from "../order/change-orders.ts";
import { tooMany, unknownLines } from "../order/errors.ts";
import { type LinePick, pickLines, tooManyFault } from "../order/line-picks.ts";
import { type LineRefund, refundableUnits, refundOf } from "../order/line-rules.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { askingBack, type RefundRows, refundsWrites } from "./ask-refund.ts";
import { exceedsCaptured, nothingToRefund } from "./errors.ts";
import { paymentOf } from "./rules.ts";
import { RefundPaymentInput } from "./schemas.ts";

/** In minor units: from 500.00 on, in most currencies, a person at a browser proves again who they are. */
export const LARGE_REFUND = 50_000;

export const refundPayment = command({
  name: "payments.refund",
  summary: "Refunds an amount, or what was paid for some units (each unit once); never more than was captured.",
  scope: "payments:write",
  audience: "public",
  input: RefundPaymentInput,
  output: OrderView,
  failures: [notFound, stale, unknownLines, tooMany, nothingToRefund, exceedsCaptured],
  examples: { output: { paymentStatus: "partially_refunded" } },
  runMany: (context, calls) => changeOrders(context, calls, givingBack),
});

const givingBack: Many<z.output<typeof RefundPaymentInput>, undefined, RefundRows> = {
  point: "payments.refund:read",
  target: ({ orderId, ifVersion }) => ({ id: orderId, ifVersion }),
  read: async () => undefined,
  plan(context, { order, input }) {
    const { paymentId, reason } = input;
    const payments = paymentId === undefined ? order.payments : [paymentOf(order, paymentId)];
    const sources = payments.filter((payment) => payment !== undefined);
    if (sources.length < payments.length) throw notFound("payment", paymentId ?? "");
    const lines = input.lines === undefined ? [] : refundsOf(order, input.lines);
    const amount = input.amount ?? lines.reduce((sum, refund) => sum + refund.amount, 0);
    if (amount === 0) throw nothingToRefund();
    if (amount >= LARGE_REFUND) refuseStaleProof(context.actor, context.now);
    return askingBack(context, order, { sources, amount, refunds: lines, reason });
  },
  write: ({ tx }, rows) => refundsWrites(tx, rows),
};

/** What the customer paid for these units: the price less its share of the discount, plus tax. */
export function refundsOf(order: FullOrderRecord, picks: readonly LinePick[]): LineRefund[] {
  let dueBack = Math.max(0, -order.due);
  return pickLines(order.lines, picks, (line) => refundableUnits(line, order.taxMode, dueBack)).flatMap((picked) => {
    const { line, quantity } = picked;
    const refunds = refundOf(line, order.taxMode, { units: quantity, dueBack });
    if (refunds === null) throw tooMany([tooManyFault(picked, refundableUnits(line, order.taxMode, dueBack))]);
    for (const refund of refunds) if (refund.cancelled) dueBack -= refund.amount;
    return refunds;
  });
}
