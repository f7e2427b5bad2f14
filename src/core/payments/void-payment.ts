import type { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { changeOrders, type Many } from "../order/change-orders.ts";
import { OrderView } from "../order/schemas.ts";
import { nothingToVoid } from "./errors.ts";
import { type Intents, intentsOf } from "./ledger-store.ts";
import { asking, type LedgerRows, ledgerWrites } from "./ledger.ts";
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
  runMany: (context, calls) => changeOrders(context, calls, voids),
});

const voids: Many<z.output<typeof VoidPaymentInput>, Intents, LedgerRows> = {
  point: "payments.void:read",
  target: ({ orderId, ifVersion }) => ({ id: orderId, ifVersion }),
  read: intentsOf,
  plan(context, { order, input, read }) {
    const payment = paymentOf(order, input.paymentId);
    if (payment === undefined) throw notFound("payment", input.paymentId);
    const amount = capturableOf(payment, read.get(order.id) ?? []);
    if (amount === 0) throw nothingToVoid();
    return asking(context, order.id, { payment, action: "void", amount });
  },
  write: ({ tx }, rows) => ledgerWrites(tx, rows),
};
