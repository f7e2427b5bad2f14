import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { OrderView } from "../orders/schemas.ts";
import { exceedsAuthorized, exceedsDue } from "./errors.ts";
import { readIntents } from "./ledger-store.ts";
import { ask } from "./ledger.ts";
import { capturableDueOf, capturableOf, paymentOf } from "./rules.ts";
import { CapturePaymentInput } from "./schemas.ts";

export const capturePayment = command({
  name: "payments.capture",
  summary: "Takes money that was set aside: all of it or a part, never more than is due.",
  scope: "payments:write",
  audience: "public",
  input: CapturePaymentInput,
  output: OrderView,
  failures: [notFound, stale, exceedsAuthorized, exceedsDue],
  run: async (context, { orderId, ifVersion, paymentId, ...input }) => {
    const order = await openOrder(context, "payments.capture:read", { id: orderId, ifVersion });
    const payment = paymentOf(order, paymentId);
    if (payment === undefined) throw notFound("payment", paymentId);
    const available = capturableOf(payment, await readIntents(context.tx, order.id));
    const due = capturableDueOf(order);
    const amount = input.amount ?? Math.min(available, due);
    const asked = { currency: order.currency, requested: amount };
    if (available === 0 || amount > available) throw exceedsAuthorized({ ...asked, available });
    if (due === 0 || amount > due) throw exceedsDue({ ...asked, available: due });
    return settleOrder(context, order, ask(context, order.id, { payment, action: "capture", amount }));
  },
});
