import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { isDraft, methodUnavailable } from "../orders/errors.ts";
import { OrderView } from "../orders/schemas.ts";
import { exceedsDue } from "./errors.ts";
import { insertPayment, readIntents } from "./ledger-store.ts";
import { ask } from "./ledger.ts";
import { openAmountOf } from "./rules.ts";
import { CreatePaymentInput } from "./schemas.ts";

export const createPayment = command({
  name: "payments.create",
  summary: "Pays an order, or sets money aside for it: never more than is due. Manual money is here at once.",
  scope: "payments:write",
  input: CreatePaymentInput,
  output: OrderView,
  run: async (context, { orderId, ifVersion, method, capture, reference = null, ...input }) => {
    const { tx, now } = context;
    const order = await openOrder(context, "payments.create:read", { id: orderId, ifVersion });
    if (order.status === "draft") throw isDraft();
    if (method === "stripe") throw methodUnavailable(method);
    const open = openAmountOf(order, await readIntents(tx, order.id));
    const amount = input.amount ?? open;
    if (amount > open || amount === 0) throw exceedsDue(amount, open);
    const payment = { id: newId(), method, reference, providerReference: null };
    const row = {
      tenant_id: tx.tenantId,
      id: payment.id,
      order_id: order.id,
      method,
      currency: order.currency,
      amount,
      authorized: 0,
      captured: 0,
      refunded: 0,
      voided: 0,
      capture_pending: 0,
      refund_pending: 0,
      reference,
      provider_reference: null,
      created_at: now,
      updated_at: now,
    };
    const action = capture || method === "manual" ? "capture" : "authorize";
    const asked = ask(context, order.id, { payment, action, amount });
    return settleOrder(context, order, { writes: [insertPayment(tx, row), ...asked.writes], tell: asked.tell });
  },
});
