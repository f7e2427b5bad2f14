import type { OrderContext } from "../order/change-order.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { type Asked, asking } from "./ledger.ts";
import { capturableOf, type Intent } from "./rules.ts";

/** Requests voids of all authorised amounts of an order that will not be captured. */
export const voidingAll = (context: OrderContext, order: FullOrderRecord, intents: readonly Intent[]): Asked[] =>
  order.payments
    .map((payment) => ({ payment, amount: capturableOf(payment, intents) }))
    .filter(({ amount }) => amount > 0)
    .map(({ payment, amount }) => asking(context, order.id, { payment, action: "void", amount }));
