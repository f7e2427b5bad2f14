import type { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { changeOrders, type Many } from "../order/change-orders.ts";
import { OrderView } from "../order/schemas.ts";
import { exceedsAuthorized, exceedsDue } from "./errors.ts";
import { type Intents, intentsOf } from "./ledger-store.ts";
import { asking, type LedgerRows, ledgerWrites } from "./ledger.ts";
import { capturableDueOf, capturableOf, paymentOf } from "./rules.ts";
import { CapturePaymentInput } from "./schemas.ts";

export const capturePayment = command({
  name: "payments.capture",
  summary: "Captures authorised money, all or part of it, never above the amount due.",
  scope: "payments:write",
  audience: "public",
  input: CapturePaymentInput,
  output: OrderView,
  failures: [notFound, stale, exceedsAuthorized, exceedsDue],
  runMany: (context, calls) => changeOrders(context, calls, captures),
});

const captures: Many<z.output<typeof CapturePaymentInput>, Intents, LedgerRows> = {
  point: "payments.capture:read",
  target: ({ orderId, ifVersion }) => ({ id: orderId, ifVersion }),
  read: intentsOf,
  plan(context, { order, input, read }) {
    const payment = paymentOf(order, input.paymentId);
    if (payment === undefined) throw notFound("payment", input.paymentId);
    const available = capturableOf(payment, read.get(order.id) ?? []);
    const due = capturableDueOf(order);
    const amount = input.amount ?? Math.min(available, due);
    const wanted = { currency: order.currency, requested: amount };
    if (available === 0 || amount > available) throw exceedsAuthorized({ ...wanted, available });
    if (due === 0 || amount > due) throw exceedsDue({ ...wanted, available: due });
    return asking(context, order.id, { payment, action: "capture", amount });
  },
  write: ({ tx }, rows) => ledgerWrites(tx, rows),
};
