import { principalOf } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { LARGEST_TOTAL } from "../kernel/money.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, type OrderContext, settleOrder } from "../order/change-order.ts";
import { isDraft } from "../order/errors.ts";
import { factsOf, type FullOrderRecord, type PaymentRecord, viewOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { beyondKeeping, referenceTaken, wrongCurrency } from "./errors.ts";
import { paymentFailed } from "./events.ts";
import {
  bookPayments,
  insertLedger,
  insertPayments,
  isReferenceTaken,
  raisePayment,
  readIntents,
} from "./ledger-store.ts";
import { allOf, pendingDelta, settledDelta, settledEvent, type Step } from "./ledger.ts";
import { type RefundedLine, settleRefunds } from "./refund-lines.ts";
import { type Intent, type Movement, movementsOf, neededAmount, roomFor, toldBy } from "./rules.ts";
import { type RecordedPaymentInput, RecordPaymentInput } from "./schemas.ts";

export const recordPayment = command({
  name: "payments.record",
  summary: "Records a payment's state as reported by its provider. Outdated and repeated reports change nothing.",
  scope: "payments:write",
  audience: "public",
  input: RecordPaymentInput,
  output: OrderView,
  failures: [notFound, isDraft, wrongCurrency, referenceTaken, beyondKeeping],
  run: async (context, input) => {
    const { tx } = context;
    const order = await openOrder(context, "payments.record:read", { id: input.orderId });
    if (order.status === "draft") throw isDraft();
    if (input.currency !== order.currency) throw wrongCurrency(input.currency, order.currency);
    const known = order.payments.find((each) => isMeant(each, input));
    const payment = known ?? newPayment(input);
    const { method, providerReference: reference } = input;
    if (await isReferenceTaken(tx, { method, reference, paymentId: payment.id })) throw referenceTaken(reference);
    refuseTooLarge(order, payment, input);
    const intents = await readIntents(tx, order.id);
    const movements = movementsOf(payment, input);
    const failed = input.failure !== undefined && payment.captured === 0 && movements.length === 0;
    if (movements.length === 0 && !failed) return viewOf(order);
    const opened = known === undefined ? [insertPayments(tx, [rowOf(context, order, payment)])] : [];
    const told = movements.flatMap((movement) => newsOf(intents, { payment, movement, input }));
    const outcomes = told.map(({ intentId, amount }) => ({ intentId, moved: amount }));
    const refunds = await settleRefunds(tx, order, outcomes);
    const steps = told.map((news) => booked(context, { order, payment, input, news, lines: refunds.linesOf }));
    const refusal = failed ? [refused(context, { order, payment, input })] : [];
    const all = allOf([{ writes: refunds.writes, tell: () => [] }, ...steps, ...refusal]);
    const raised = raisePayment(tx, payment.id, neededAmount(payment, movements));
    return settleOrder(context, order, { writes: [...opened, raised, ...all.writes], tell: all.tell });
  },
});

/** Whatever a provider reports, the sums of an order stay exact. */
function refuseTooLarge({ currency, payments }: FullOrderRecord, { id }: Known, told: RecordedPaymentInput): void {
  for (const sum of ["authorized", "captured", "refunded"] as const) {
    const others = payments.reduce((total, payment) => (payment.id === id ? total : total + payment[sum]), 0);
    if (others + told[sum] > LARGEST_TOTAL) throw beyondKeeping(`/${sum}`, currency);
  }
}

const isMeant = (payment: PaymentRecord, { method, providerReference: wanted }: RecordedPaymentInput): boolean =>
  payment.method === method && (payment.providerReference ?? payment.reference) === wanted;

type Known = Pick<
  PaymentRecord,
  "id" | "method" | "amount" | "authorized" | "captured" | "refunded" | "voided" | "capturePending" | "refundPending"
>;

const newPayment = ({ method, amount }: RecordedPaymentInput): Known => ({
  id: newId(),
  method,
  amount,
  authorized: 0,
  captured: 0,
  refunded: 0,
  voided: 0,
  capturePending: 0,
  refundPending: 0,
});

function rowOf({ tx, now }: OrderContext, order: FullOrderRecord, payment: Known) {
  const { id, method, amount } = payment;
  return {
    tenant_id: tx.tenantId,
    id,
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
    reference: null,
    provider_reference: null,
    created_at: now,
    updated_at: now,
  };
}

/** A part of a report: the answer to one of our requests, or an external movement. */
interface News {
  readonly intentId: string;
  readonly action: Movement["action"];
  readonly amount: number;
  /** Our request; undefined: none. */
  readonly asked: number | undefined;
}

interface Told {
  readonly payment: Known;
  readonly movement: Movement;
  readonly input: RecordedPaymentInput;
}

function newsOf(intents: readonly Intent[], { payment, movement, input }: Told): News[] {
  const { action } = movement;
  const open = intents.filter(
    (each) => each.paymentId === payment.id && each.action === action && each.outcome === null,
  );
  return toldBy(movement, open, roomFor(payment, movement, input)).map(({ intent, amount }) => {
    return { intentId: intent?.intentId ?? newId(), action, amount, asked: intent?.amount };
  });
}

interface Booked extends Omit<Told, "movement"> {
  readonly order: FullOrderRecord;
  readonly news: News;
  readonly lines: (intentId: string) => readonly RefundedLine[];
}

/** Our own request is answered by it; an external movement is requested and answered at once. */
function booked(context: OrderContext, { order, payment, input, news, lines }: Booked): Step {
  const { tx } = context;
  const { intentId, action, amount, asked } = news;
  const row = ledgerRow(context, { order, payment, input }, { type: action, amount, intent_id: intentId });
  const answer = { ...row, id: newId(), outcome: "succeeded" };
  const pending = asked === undefined ? [pendingDelta(action, amount)] : [];
  const deltas = [...pending, settledDelta(action, asked ?? amount, amount)];
  const { providerReference, method } = input;
  return {
    writes: [
      insertLedger(tx, asked === undefined ? [row, answer] : [answer]),
      bookPayments(
        tx,
        deltas.map((delta) => ({ paymentId: payment.id, delta, providerReference })),
      ),
    ],
    tell: (after) => {
      const facts = { ...factsOf(after), paymentId: payment.id, intentId, method, amount };
      const told = { reason: "told by the provider", lines: [...lines(intentId)] };
      return [settledEvent(after.id, action, { ...facts, ...told })];
    },
  };
}

function refused(context: OrderContext, told: Pick<Booked, "order" | "payment" | "input">): Step {
  const { payment, input } = told;
  const { tx } = context;
  const { amount, providerReference, method, failure } = input;
  const { code = "declined", reason = "" } = failure ?? {};
  const intentId = newId();
  const row = ledgerRow(context, told, { type: "capture", amount, intent_id: intentId });
  return {
    writes: [
      insertLedger(tx, [row, { ...row, id: newId(), outcome: "failed", code, reason }]),
      bookPayments(tx, [{ paymentId: payment.id, delta: {}, providerReference }]),
    ],
    tell: (after) => {
      const facts = { ...factsOf(after), paymentId: payment.id, intentId, method, amount };
      return [paymentFailed(after.id, { ...facts, action: "capture", code, reason })];
    },
  };
}

function ledgerRow(
  { tx, actor, now }: OrderContext,
  { order, payment, input }: Pick<Booked, "order" | "payment" | "input">,
  said: { type: string; amount: number; intent_id: string },
) {
  return {
    tenant_id: tx.tenantId,
    id: newId(),
    order_id: order.id,
    payment_id: payment.id,
    ...said,
    outcome: "requested",
    provider_reference: input.providerReference,
    code: null as string | null,
    reason: null as string | null,
    actor: principalOf(actor),
    at: now,
  };
}
