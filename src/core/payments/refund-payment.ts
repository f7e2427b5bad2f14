import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { tooMany, unknownLines } from "../orders/errors.ts";
import { type LinePick, pickLines, tooManyFault } from "../orders/line-picks.ts";
import { type LineRefund, refundableUnits, refundOf } from "../orders/line-rules.ts";
import type { FullOrderRecord } from "../orders/record.ts";
import { OrderView } from "../orders/schemas.ts";
import { askRefund } from "./ask-refund.ts";
import { exceedsCaptured, nothingToRefund } from "./errors.ts";
import { paymentOf } from "./rules.ts";
import { RefundPaymentInput } from "./schemas.ts";

export const refundPayment = command({
  name: "payments.refund",
  summary: "Gives money back: an amount, or what was paid for some units, each of them once. Never more than is here.",
  scope: "payments:write",
  audience: "public",
  input: RefundPaymentInput,
  output: OrderView,
  failures: [notFound, stale, unknownLines, tooMany, nothingToRefund, exceedsCaptured],
  run: async (context, { orderId, ifVersion, paymentId, reason, ...input }) => {
    const order = await openOrder(context, "payments.refund:read", { id: orderId, ifVersion });
    const payments = paymentId === undefined ? order.payments : [paymentOf(order, paymentId)];
    const sources = payments.filter((payment) => payment !== undefined);
    if (sources.length < payments.length) throw notFound("payment", paymentId ?? "");
    const refunds = input.lines === undefined ? [] : refundsOf(order, input.lines);
    const amount = input.amount ?? refunds.reduce((sum, refund) => sum + refund.amount, 0);
    if (amount === 0) throw nothingToRefund();
    return settleOrder(context, order, askRefund(context, order, { sources, amount, refunds, reason }));
  },
});

/** What the customer paid for these units: the price with its share of the discount, and tax. */
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
