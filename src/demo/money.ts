import { principalOf } from "#core/kernel/actor.ts";
import { type LineRefund, withAnswer, withRefund } from "#core/order/line-rules.ts";
import { factsOf, type FullOrderRecord, type LineRecord, type PaymentRecord } from "#core/order/record.ts";
import { paymentFailed, paymentRequested } from "#core/payments/events.ts";
import { settledDelta, settledEvent } from "#core/payments/ledger.ts";
import { toldOf } from "#core/payments/refund-lines.ts";
import type { PaymentAction } from "#core/payments/schemas.ts";
import { type DemoOrder, type Moment, settle, type Stage } from "./order-book.ts";

interface Asked {
  readonly intentId: string;
  readonly action: PaymentAction;
  readonly amount: number;
  readonly reason: string | null;
  /** The units of a refund. */
  readonly refunds: readonly LineRefund[];
}

/** The pending provider request by order; in the demo there is at most one at a time. */
const open = new WeakMap<DemoOrder, Asked>();

/** The customer's payment, requested when placing; at the till and on account it is captured at once. */
export function beginPayment(stage: Stage, order: DemoOrder, moment: Moment): void {
  const { plan, record } = order;
  if (plan.payment === null || record.total === 0) return;
  const { chance } = stage.journal;
  const payment: PaymentRecord = {
    id: chance.idAt(moment.at),
    method: plan.payment,
    amount: record.total,
    authorized: 0,
    captured: 0,
    refunded: 0,
    voided: 0,
    capturePending: 0,
    refundPending: 0,
    reference: plan.payment === "manual" && plan.channel === "marketplace" ? `MP-${chance.digits(9)}` : null,
    providerReference: plan.payment === "test" ? `test_${chance.digits(14)}` : null,
    createdAt: moment.at,
    failed: false,
    requested: true,
  };
  order.record = { ...record, payments: [payment] };
  const authorizes = plan.steps.some((step) => step.kind === "authorize");
  ask(stage, order, { ...moment, action: authorizes ? "authorize" : "capture", amount: record.total, reason: null });
}

/** Requests it from the provider; manual payments are captured already. */
export function ask(
  stage: Stage,
  order: DemoOrder,
  question: Moment & Omit<Asked, "intentId" | "refunds"> & Partial<Pick<Asked, "refunds">>,
): void {
  const [payment] = order.record.payments;
  if (payment === undefined) return;
  const { action, amount, reason, refunds = [], by, at } = question;
  const asked: Asked = { intentId: stage.journal.chance.idAt(at), action, amount, reason, refunds };
  open.set(order, asked);
  write(stage, order, { ...asked, outcome: "requested", by, at });
  if (payment.method === "manual") return answer(stage, order, { by, at, outcome: "succeeded" });
  const { reference, providerReference, id: paymentId, method } = payment;
  const { id: orderId } = order.record;
  const refs = { action, orderId, reference, providerReference };
  const tell = (after: FullOrderRecord) => [
    paymentRequested(orderId, { ...factsOf(after), paymentId, intentId: asked.intentId, method, amount, ...refs }),
  ];
  settle(stage, order, { by, at, tell });
}

export function answer(
  stage: Stage,
  order: DemoOrder,
  { by, at, outcome }: Moment & { outcome: "succeeded" | "failed" },
): void {
  const asked = open.get(order);
  const [payment] = order.record.payments;
  if (asked === undefined || payment === undefined) return;
  open.delete(order);
  const { action, amount, intentId, refunds } = asked;
  const moved = outcome === "succeeded" ? amount : 0;
  const delta = settledDelta(action, 0, moved);
  const after: PaymentRecord = {
    ...payment,
    authorized: payment.authorized + (delta.authorized ?? 0),
    captured: payment.captured + (delta.captured ?? 0),
    refunded: payment.refunded + (delta.refunded ?? 0),
    voided: payment.voided + (delta.voided ?? 0),
    failed: outcome === "failed",
    requested: false,
  };
  const reason = outcome === "failed" ? "The card was declined." : (asked.reason ?? "");
  const code = outcome === "failed" ? "card_declined" : null;
  write(stage, order, { ...asked, reason, code, outcome, by, at });
  if (moved > 0) keepRefunds(stage, order, asked);
  const lines = toldOf(order.record, refunds);
  const facts = { paymentId: payment.id, intentId, method: payment.method, amount, reason };
  settle(stage, order, {
    by,
    at,
    more: { payments: [after] },
    tell: (now) => [
      outcome === "failed"
        ? paymentFailed(now.id, { ...factsOf(now), ...facts, action, code: "card_declined" })
        : settledEvent(now.id, action, { ...factsOf(now), ...facts, lines }),
    ],
  });
}

/** The units of a refund, in its own rows and in the lines. */
function keepRefunds({ journal }: Stage, order: DemoOrder, { intentId, refunds }: Asked): void {
  const { record } = order;
  for (const { lineId, ...refund } of refunds) {
    const kept = { intent_id: intentId, order_line_id: lineId, order_id: record.id, given: refund.amount };
    journal.add("refund_lines", { ...refund, ...kept });
    const given = (line: LineRecord) => withAnswer(withRefund(line, refund), refund, refund.amount);
    const lines = order.record.lines.map((line) => (line.id === lineId ? given(line) : line));
    order.record = { ...order.record, lines };
  }
}

function write(
  { journal }: Stage,
  { record }: DemoOrder,
  row: Asked & Moment & { outcome: "requested" | "succeeded" | "failed"; code?: string | null },
): void {
  const [payment] = record.payments;
  journal.add("payment_events", {
    id: journal.chance.idAt(row.at),
    order_id: record.id,
    payment_id: payment?.id,
    intent_id: row.intentId,
    type: row.action,
    outcome: row.outcome,
    amount: row.amount,
    provider_reference: row.outcome === "succeeded" ? (payment?.providerReference ?? null) : null,
    code: row.code ?? null,
    reason: row.reason,
    actor: principalOf(row.by.actor),
    at: row.at,
  });
}
