import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { pickLines } from "../orders/line-picks.ts";
import type { FullOrderRecord } from "../orders/record.ts";
import { valueOf } from "../orders/rules.ts";
import { OrderView } from "../orders/schemas.ts";
import { exceedsCaptured } from "./errors.ts";
import { allOf, ask } from "./ledger.ts";
import { paymentOf, refundableOf, spreadRefund } from "./rules.ts";
import { RefundPaymentInput } from "./schemas.ts";

export const refundPayment = command({
  name: "payments.refund",
  summary: "Gives money back: an amount, or what was paid for some units. Never more than is here.",
  scope: "payments:write",
  input: RefundPaymentInput,
  output: OrderView,
  run: async (context, { orderId, ifVersion, paymentId, reason, ...input }) => {
    const order = await openOrder(context, "payments.refund:read", { id: orderId, ifVersion });
    const payments = paymentId === undefined ? order.payments : [paymentOf(order, paymentId)];
    const sources = payments.filter((payment) => payment !== undefined);
    if (sources.length < payments.length) throw notFound("payment", paymentId ?? "");
    const amount = input.amount ?? worthOf(order, input.lines ?? []);
    const parts = spreadRefund(sources, amount);
    const available = sources.reduce((sum, payment) => sum + refundableOf(payment), 0);
    if (parts === null || parts.length === 0) {
      const { currency } = order;
      throw exceedsCaptured({ currency, requested: amount, available });
    }
    const steps = parts.map((part) => ask(context, order.id, { ...part, action: "refund", reason }));
    return settleOrder(context, order, allOf(steps));
  },
});

/** What the customer paid for these units: the price with its share of the discount, and tax. */
function worthOf(order: FullOrderRecord, picks: readonly { id: string; quantity: number }[]): number {
  const picked = pickLines(order.lines, picks, (line) => line.quantity);
  const values = valueOf(order);
  return picked.reduce((sum, { line, quantity }) => {
    const value = values[order.lines.indexOf(line)] ?? 0;
    return sum + Math.round((value * quantity) / line.quantity);
  }, 0);
}
