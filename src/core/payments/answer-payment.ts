import { principalOf } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, type OrderContext, settleOrder } from "../order/change-order.ts";
import { factsOf, type FullOrderRecord, type PaymentRecord, viewOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { alreadyAnswered, answersTooMuch, referenceTaken } from "./errors.ts";
import { paymentFailed } from "./events.ts";
import { bookPayments, insertLedger, isReferenceTaken, readIntents } from "./ledger-store.ts";
import { ask, settledDelta, settledEvent, type Step } from "./ledger.ts";
import { type RefundedLine, settleRefunds } from "./refund-lines.ts";
import { type Intent, paymentOf } from "./rules.ts";
import { AnswerPaymentInput } from "./schemas.ts";

export const answerPayment = command({
  name: "payments.answer",
  summary: "Records a provider's response, exactly once per request. A repeated response changes nothing.",
  scope: "system",
  audience: "operator",
  input: AnswerPaymentInput,
  output: OrderView,
  failures: [notFound, answersTooMuch, alreadyAnswered, referenceTaken],
  run: async (context, input) => {
    const order = await openOrder(context, "payments.answer:read", { id: input.orderId });
    const payment = paymentOf(order, input.paymentId);
    const intents = await readIntents(context.tx, order.id);
    const intent = intents.find((each) => each.intentId === input.intentId.toLowerCase());
    if (payment === undefined || intent?.paymentId !== payment.id) throw notFound("payment request", input.intentId);
    const amount = input.amount ?? intent.amount;
    const { currency } = order;
    if (amount > intent.amount) throw answersTooMuch({ currency, requested: amount, available: intent.amount });
    if (intent.outcome !== null) {
      refuseContradiction(currency, intent, { outcome: input.outcome, amount });
      return viewOf(order);
    }
    if (names(intent)) await refuseTakenReference(context, payment, input);
    const moved = input.outcome === "succeeded" ? amount : null;
    const refunds = await settleRefunds(context.tx, order, [{ intentId: intent.intentId, moved }]);
    const step = answered(context, { order, payment, intent, input, amount, lines: refunds.linesOf(intent.intentId) });
    const next = freeWhatIsLeft(context, order, { payment, intent, input, amount });
    return settleOrder(context, order, {
      writes: [...step.writes, ...refunds.writes, ...(next?.writes ?? [])],
      tell: (after) => [...step.tell(after), ...(next?.tell(after) ?? [])],
    });
  },
});

interface Answered {
  readonly payment: PaymentRecord;
  readonly intent: Intent;
  readonly input: AnswerPaymentInput;
  readonly amount: number;
}

/** These answers set the payment's provider reference; refunds and voids have references of their own. */
const names = ({ action }: Intent): boolean => action === "authorize" || action === "capture";

/** A repeated answer is idempotent; a contradicting one is rejected. */
function refuseContradiction(currency: string, intent: Intent, late: { outcome: string; amount: number }): void {
  const first = { outcome: intent.outcome ?? "", amount: intent.answered ?? 0 };
  if (first.outcome !== late.outcome || (late.outcome === "succeeded" && first.amount !== late.amount))
    throw alreadyAnswered(currency, first, late);
}

async function refuseTakenReference(
  { tx }: OrderContext,
  { id, method }: PaymentRecord,
  { providerReference }: AnswerPaymentInput,
): Promise<void> {
  if (providerReference === undefined) return;
  if (await isReferenceTaken(tx, { method, reference: providerReference, paymentId: id }))
    throw referenceTaken(providerReference);
}

function answered(
  context: OrderContext,
  {
    order,
    payment,
    intent,
    input,
    amount,
    lines,
  }: Answered & {
    order: FullOrderRecord;
    lines: readonly RefundedLine[];
  },
): Step {
  const { tx, actor, now } = context;
  const { action, intentId, amount: asked } = intent;
  const succeeded = input.outcome === "succeeded";
  const row = {
    tenant_id: tx.tenantId,
    id: newId(),
    order_id: order.id,
    payment_id: payment.id,
    intent_id: intentId,
    type: action,
    outcome: input.outcome,
    amount,
    provider_reference: input.providerReference ?? null,
    code: input.code ?? null,
    reason: input.reason ?? intent.reason,
    actor: principalOf(actor),
    at: now,
  };
  const booking = {
    paymentId: payment.id,
    delta: settledDelta(action, asked, succeeded ? amount : 0),
    providerReference: names(intent) && succeeded ? (input.providerReference ?? null) : null,
  };
  const reason = (succeeded ? intent.reason : input.reason) ?? "";
  return {
    writes: [insertLedger(tx, [row]), bookPayments(tx, [booking])],
    tell: (after) => {
      const facts = { ...factsOf(after), paymentId: payment.id, intentId, method: payment.method, amount, reason };
      return succeeded
        ? [settledEvent(after.id, action, { ...facts, lines: [...lines] })]
        : [paymentFailed(after.id, { ...facts, action, code: input.code ?? "declined" })];
    },
  };
}

/** Voids an authorisation of an order that was cancelled meanwhile. */
function freeWhatIsLeft(
  context: OrderContext,
  order: FullOrderRecord,
  { payment, intent, input, amount }: Answered,
): Step | undefined {
  if (order.status !== "cancelled" || intent.action !== "authorize" || input.outcome === "failed") return undefined;
  const providerReference = input.providerReference ?? payment.providerReference;
  return ask(context, order.id, { payment: { ...payment, providerReference }, action: "void", amount });
}
