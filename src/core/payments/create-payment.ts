import type { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { changeOrders, type Many } from "../order/change-orders.ts";
import { isDraft, methodUnavailable } from "../order/errors.ts";
import { OrderView } from "../order/schemas.ts";
import { begunPayment } from "./begin-payment.ts";
import { exceedsDue } from "./errors.ts";
import { type Intents, intentsOf } from "./ledger-store.ts";
import { type LedgerRows, ledgerWrites } from "./ledger.ts";
import { openAmountOf } from "./rules.ts";
import { CreatePaymentInput } from "./schemas.ts";

export const createPayment = command({
  name: "payments.create",
  summary:
    "Creates a payment for an order, captured or only authorised, never above the amount due. Manual payments are captured immediately.",
  scope: "payments:write",
  audience: "public",
  input: CreatePaymentInput,
  output: OrderView,
  failures: [notFound, stale, isDraft, methodUnavailable, exceedsDue],
  runMany: (context, calls) => changeOrders(context, calls, payments),
});

const payments: Many<z.output<typeof CreatePaymentInput>, Intents, LedgerRows> = {
  point: "payments.create:read",
  target: ({ orderId, ifVersion }) => ({ id: orderId, ifVersion }),
  read: intentsOf,
  plan(context, { order, input, read }) {
    const { method, capture, reference } = input;
    if (order.status === "draft") throw isDraft();
    if (method === "stripe") throw methodUnavailable(method);
    const open = openAmountOf(order, read.get(order.id) ?? []);
    const amount = input.amount ?? open;
    const figures = { currency: order.currency, requested: amount, available: open };
    if (amount > open || amount === 0) throw exceedsDue(figures);
    return begunPayment(context, order, { method, capture, reference, amount });
  },
  write: ({ tx }, rows) => ledgerWrites(tx, rows),
};
