import type { OrderContext } from "../order/change-order.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { readIntents } from "./ledger-store.ts";
import { allOf, ask, type Step } from "./ledger.ts";
import { capturableOf } from "./rules.ts";

/** Asks for all money to be freed that is set aside for an order and will not be taken. */
export async function askToVoidAll(context: OrderContext, order: FullOrderRecord): Promise<Step> {
  const intents = await readIntents(context.tx, order.id);
  const steps = order.payments
    .map((payment) => ({ payment, amount: capturableOf(payment, intents) }))
    .filter(({ amount }) => amount > 0)
    .map(({ payment, amount }) => ask(context, order.id, { payment, action: "void", amount }));
  return allOf(steps);
}
