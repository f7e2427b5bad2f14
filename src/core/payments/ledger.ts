import type { Row } from "#db/bulk.ts";
import { principalOf } from "../kernel/actor.ts";
import type { EventDraft } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import type { OrderContext } from "../order/change-order.ts";
import { factsOf, type FullOrderRecord, type PaymentRecord } from "../order/record.ts";
import { paymentAuthorized, paymentCaptured, paymentRefunded, paymentRequested, paymentVoided } from "./events.ts";
import { bookPayments, type Booking, type Delta, insertLedger, insertPayments } from "./ledger-store.ts";
import type { RefundedLine } from "./refund-lines.ts";
import type { PaymentAction } from "./schemas.ts";

/** A part of a change: rows to write and the events that follow. */
export interface Step {
  readonly writes: readonly Sendable[];
  readonly tell: (after: FullOrderRecord) => readonly EventDraft[];
}

export interface Ask {
  readonly payment: Pick<PaymentRecord, "id" | "method" | "reference" | "providerReference">;
  readonly action: PaymentAction;
  readonly amount: number;
  readonly reason?: string;
  /** The lines of a refund. */
  readonly lines?: readonly RefundedLine[];
}

/** The pending amounts of an unanswered request. */
export function pendingDelta(action: PaymentAction, amount: number): Delta {
  if (action === "capture") return { capturePending: amount };
  return action === "refund" ? { refundPending: amount } : {};
}

/** The effect of an answer on sums and pending amounts; `moved` is 0 after a rejection. */
export function settledDelta(action: PaymentAction, asked: number, moved: number): Delta {
  switch (action) {
    case "authorize":
      return { authorized: moved };
    case "capture":
      return { captured: moved, capturePending: -asked };
    case "refund":
      return { refunded: moved, refundPending: -asked };
    case "void":
      return { voided: moved };
  }
}

/** The rows of a step. */
export interface LedgerRows {
  readonly payments: readonly Row[];
  readonly ledger: readonly Row[];
  readonly bookings: readonly Booking[];
}

export interface Asked {
  readonly rows: LedgerRows;
  readonly tell: Step["tell"];
}

/** The statements of any number of steps, one per table. */
export function ledgerWrites(tx: Tx, parts: readonly LedgerRows[]): Sendable[] {
  const payments = parts.flatMap((part) => part.payments);
  return [
    ...(payments.length === 0 ? [] : [insertPayments(tx, payments)]),
    insertLedger(
      tx,
      parts.flatMap((part) => part.ledger),
    ),
    bookPayments(
      tx,
      parts.flatMap((part) => part.bookings),
    ),
  ];
}

export function ask(context: OrderContext, orderId: string, wanted: Ask & { intentId?: string }): Step {
  const { rows, tell } = asking(context, orderId, wanted);
  return { writes: ledgerWrites(context.tx, [rows]), tell };
}

/** Requests a movement of money. A manual one has happened already: it is requested and answered at once. */
export function asking(
  context: OrderContext,
  orderId: string,
  { payment, action, amount, reason, lines, intentId = newId() }: Ask & { intentId?: string },
): Asked {
  const { tx, actor, now } = context;
  const row = {
    tenant_id: tx.tenantId,
    order_id: orderId,
    payment_id: payment.id,
    intent_id: intentId,
    type: action,
    amount,
    reason: reason ?? null,
    actor: principalOf(actor),
    at: now,
  };
  const requested = { id: newId(), ...row, outcome: "requested" };
  const settled = payment.method === "manual";
  const rows = settled ? [requested, { ...requested, id: newId(), outcome: "succeeded" }] : [requested];
  const pending = pendingDelta(action, amount);
  const deltas = settled ? [pending, settledDelta(action, amount, amount)] : [pending];
  return {
    rows: { payments: [], ledger: rows, bookings: deltas.map((delta) => ({ paymentId: payment.id, delta })) },
    tell: (after) => {
      const facts = { ...factsOf(after), paymentId: payment.id, intentId, method: payment.method, amount };
      if (settled)
        return [settledEvent(after.id, action, { ...facts, reason: reason ?? "", lines: [...(lines ?? [])] })];
      const { reference, providerReference } = payment;
      return [paymentRequested(after.id, { ...facts, action, orderId: after.id, reference, providerReference })];
    },
  };
}

type SettledFacts = Parameters<typeof paymentRefunded>[1];

export function settledEvent(orderId: string, action: PaymentAction, facts: SettledFacts): EventDraft {
  switch (action) {
    case "authorize":
      return paymentAuthorized(orderId, facts);
    case "capture":
      return paymentCaptured(orderId, facts);
    case "refund":
      return paymentRefunded(orderId, facts);
    case "void":
      return paymentVoided(orderId, facts);
  }
}

export const allOf = (steps: readonly Step[]): Step => ({
  writes: steps.flatMap((step) => step.writes),
  tell: (after) => steps.flatMap((step) => step.tell(after)),
});
