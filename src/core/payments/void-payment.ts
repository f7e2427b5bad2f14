import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../order/change-order.ts";
import { OrderView } from "../order/schemas.ts";
import { nothingToVoid } from "./errors.ts";
import { readIntents } from "./ledger-store.ts";
import { ask } from "./ledger.ts";
import { capturableOf, paymentOf } from "./rules.ts";
import { VoidPaymentInput } from "./schemas.ts";

export const voidPayment = command({
  name: "payments.void",
  summary: "Voids what is authorised and not captured.",
  scope: "payments:write",
  audience: "public",
  input: VoidPaymentInput,
  output: OrderView,
  failures: [notFound, stale, nothingToVoid],
  run: async (context, { orderId, ifVersion, paymentId }) => {
    const order = await openOrder(context, "payments.void:read", { id: orderId, ifVersion });
    const payment = paymentOf(order, paymentId);
    if (payment === undefined) throw notFound("payment", paymentId);
    const amount = capturableOf(payment, await readIntents(context.tx, order.id));
    if (amount === 0) throw nothingToVoid();
    return settleOrder(context, order, ask(context, order.id, { payment, action: "void", amount }));
  },
});
