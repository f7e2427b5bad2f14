import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { isDraft, methodUnavailable } from "../orders/errors.ts";
import { OrderView } from "../orders/schemas.ts";
import { beginPayment } from "./begin-payment.ts";
import { exceedsDue } from "./errors.ts";
import { readIntents } from "./ledger-store.ts";
import { openAmountOf } from "./rules.ts";
import { CreatePaymentInput } from "./schemas.ts";

export const createPayment = command({
  name: "payments.create",
  summary: "Pays an order, or sets money aside for it: never more than is due. Manual money is here at once.",
  scope: "payments:write",
  audience: "public",
  input: CreatePaymentInput,
  output: OrderView,
  failures: [notFound, stale, isDraft, methodUnavailable, exceedsDue],
  run: async (context, { orderId, ifVersion, method, capture, reference, ...input }) => {
    const order = await openOrder(context, "payments.create:read", { id: orderId, ifVersion });
    if (order.status === "draft") throw isDraft();
    if (method === "stripe") throw methodUnavailable(method);
    const open = openAmountOf(order, await readIntents(context.tx, order.id));
    const amount = input.amount ?? open;
    const figures = { currency: order.currency, requested: amount, available: open };
    if (amount > open || amount === 0) throw exceedsDue(figures);
    const paid = beginPayment(context, order, { method, capture, reference, amount });
    return settleOrder(context, order, paid);
  },
});
