import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ident, instant, minor, tenantId } from "./columns.ts";

export const payments = pgTable(
  "payments",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    /** The provider that moves the money: `test | manual | stripe`. */
    method: text("method").notNull(),
    currency: text("currency").notNull(),
    amount: minor("amount"),
    /** Sums of the succeeded ledger rows. */
    authorized: minor("authorized"),
    captured: minor("captured"),
    refunded: minor("refunded"),
    voided: minor("voided"),
    /** Sums of pending requests. */
    capturePending: minor("capture_pending"),
    refundPending: minor("refund_pending"),
    reference: text("reference"),
    providerReference: text("provider_reference"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("payments_order").on(t.tenantId, t.orderId),
    uniqueIndex("payments_provider_reference").on(t.tenantId, t.method, t.providerReference),
    check("payments_no_double_capture", sql`${t.captured} + ${t.capturePending} + ${t.voided} <= ${t.amount}`),
    check("payments_no_over_refund", sql`${t.refunded} + ${t.refundPending} <= ${t.captured}`),
    check(
      "payments_signs",
      sql`${t.amount} > 0 and ${t.authorized} >= 0 and ${t.captured} >= 0 and ${t.refunded} >= 0 and ${t.voided} >= 0 and ${t.capturePending} >= 0 and ${t.refundPending} >= 0`,
    ),
  ],
);

/** Append-only ledger: requests to a provider and their answers. */
export const paymentEvents = pgTable(
  "payment_events",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    paymentId: uuid("payment_id").notNull(),
    /** One intent is requested once and answered once. */
    intentId: uuid("intent_id").notNull(),
    /** `authorize | capture | refund | void | chargeback` */
    type: text("type").notNull(),
    /** `requested | succeeded | failed` */
    outcome: text("outcome").notNull(),
    amount: minor("amount"),
    providerReference: text("provider_reference"),
    code: text("code"),
    reason: text("reason"),
    actor: text("actor").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("payment_events_order").on(t.tenantId, t.orderId, t.at),
    uniqueIndex("payment_events_asked")
      .on(t.tenantId, t.intentId)
      .where(sql`outcome = 'requested'`),
    uniqueIndex("payment_events_answered")
      .on(t.tenantId, t.intentId)
      .where(sql`outcome <> 'requested'`),
    index("payment_events_open")
      .on(t.tenantId, t.at)
      .where(sql`outcome = 'requested'`),
    check("payment_events_outcome_known", sql`${t.outcome} in ('requested', 'succeeded', 'failed')`),
  ],
);

/** The units by line of a refund request. Requesting a unit twice is an error. */
export const refundLines = pgTable(
  "refund_lines",
  {
    tenantId: tenantId(),
    intentId: uuid("intent_id").notNull(),
    orderLineId: uuid("order_line_id").notNull(),
    /** Units that had been cancelled before; the others were still owed until then. */
    cancelled: boolean("cancelled").notNull(),
    orderId: uuid("order_id").notNull(),
    /** 0 where the rest of a unit's money comes from another payment. */
    quantity: integer("quantity").notNull(),
    amount: minor("amount"),
    /** The result: null until the provider has answered, 0 after a failure. */
    given: bigint("given", { mode: "number" }),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.intentId, t.orderLineId, t.cancelled] }),
    index("refund_lines_order").on(t.tenantId, t.orderId),
    check(
      "refund_lines_amounts",
      sql`${t.quantity} >= 0 and ${t.amount} >= 0 and ${t.quantity} + ${t.amount} > 0 and (${t.given} is null or ${t.given} between 0 and ${t.amount})`,
    ),
  ],
);

/** A refund without a matching sale: the customer is credited, no stock moves. */
export const creditNotes = pgTable(
  "credit_notes",
  {
    tenantId: tenantId(),
    id: ident(),
    channelId: uuid("channel_id").notNull(),
    externalId: text("external_id").notNull(),
    customerId: uuid("customer_id"),
    currency: text("currency").notNull(),
    total: minor("total"),
    lines: jsonb("lines").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("credit_notes_external").on(t.tenantId, t.channelId, t.externalId),
  ],
);
