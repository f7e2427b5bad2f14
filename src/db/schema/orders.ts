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
import { ident, instant, minor, tenantId, tsvector } from "./columns.ts";

export const orders = pgTable(
  "orders",
  {
    tenantId: tenantId(),
    id: ident(),
    number: bigint("number", { mode: "number" }).notNull(),
    channelId: uuid("channel_id").notNull(),
    externalId: text("external_id"),
    /** SHA-256 of what the channel sent: tells a repeat from a contradiction. */
    payloadHash: text("payload_hash").notNull(),
    status: text("status").notNull(),
    paymentStatus: text("payment_status").notNull(),
    fulfillmentStatus: text("fulfillment_status").notNull(),
    onHold: boolean("on_hold").notNull().default(false),
    imported: boolean("imported").notNull().default(false),
    currency: text("currency").notNull(),
    /** `included | excluded`, as the channel had it when the order was placed. */
    taxMode: text("tax_mode").notNull(),
    subtotal: minor("subtotal"),
    shipping: minor("shipping"),
    discount: minor("discount"),
    tax: minor("tax"),
    total: minor("total"),
    authorized: minor("authorized"),
    paid: minor("paid"),
    refunded: minor("refunded"),
    /** What was charged for shipping when placed; `shipping` is what is still owed of it. */
    shippingCharged: minor("shipping_charged"),
    discountGranted: minor("discount_granted"),
    customerId: uuid("customer_id"),
    customerName: text("customer_name"),
    customerEmail: text("customer_email"),
    shippingAddress: jsonb("shipping_address"),
    tags: text("tags").array().notNull().default([]),
    notes: text("notes").notNull().default(""),
    assigneeId: uuid("assignee_id"),
    lineCount: integer("line_count").notNull(),
    unitCount: integer("unit_count").notNull(),
    version: integer("version").notNull().default(1),
    placedAt: instant("placed_at").notNull(),
    cancelledAt: instant("cancelled_at"),
    cancelReason: text("cancel_reason"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    search: tsvector("search"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("orders_number").on(t.tenantId, t.number),
    uniqueIndex("orders_external").on(t.tenantId, t.channelId, t.externalId),
    index("orders_newest").on(t.tenantId, t.placedAt.desc(), t.id.desc()),
    index("orders_status").on(t.tenantId, t.status, t.placedAt.desc(), t.id.desc()),
    index("orders_payment").on(t.tenantId, t.paymentStatus, t.placedAt.desc(), t.id.desc()),
    index("orders_fulfillment").on(t.tenantId, t.fulfillmentStatus, t.placedAt.desc(), t.id.desc()),
    index("orders_channel").on(t.tenantId, t.channelId, t.placedAt.desc(), t.id.desc()),
    index("orders_customer").on(t.tenantId, t.customerId, t.placedAt.desc(), t.id.desc()),
    index("orders_assignee")
      .on(t.tenantId, t.assigneeId, t.placedAt.desc(), t.id.desc())
      .where(sql`assignee_id is not null`),
    index("orders_held")
      .on(t.tenantId, t.placedAt.desc(), t.id.desc())
      .where(sql`on_hold`),
    index("orders_tags")
      .using("gin", t.tags)
      .where(sql`tags <> '{}'`),
    index("orders_search").using("gin", t.search),
    check(
      "orders_status_known",
      sql`${t.status} in ('draft', 'pending', 'processing', 'shipped', 'delivered', 'cancelled')`,
    ),
    check(
      "orders_payment_known",
      sql`${t.paymentStatus} in ('unpaid', 'authorized', 'partially_paid', 'paid', 'partially_refunded', 'refunded')`,
    ),
    check(
      "orders_fulfillment_known",
      sql`${t.fulfillmentStatus} in ('unfulfilled', 'partially_fulfilled', 'fulfilled', 'partially_returned', 'returned')`,
    ),
    check("orders_money", sql`${t.refunded} between 0 and ${t.paid} and ${t.total} >= 0 and ${t.authorized} >= 0`),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    position: integer("position").notNull(),
    /** `item` takes stock; `charge` (postage, fee, manual row) does not. */
    kind: text("kind").notNull().default("item"),
    variantId: uuid("variant_id"),
    sku: text("sku").notNull(),
    name: text("name").notNull(),
    quantity: integer("quantity").notNull(),
    unitPrice: minor("unit_price"),
    taxRateBps: integer("tax_rate_bps").notNull().default(0),
    tax: minor("tax"),
    total: minor("total"),
    fulfilled: integer("fulfilled").notNull().default(0),
    shipped: integer("shipped").notNull().default(0),
    delivered: integer("delivered").notNull().default(0),
    returned: integer("returned").notNull().default(0),
    cancelled: integer("cancelled").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("order_lines_order").on(t.tenantId, t.orderId, t.position),
    index("order_lines_variant").on(t.tenantId, t.variantId),
    check(
      "order_lines_counters",
      sql`${t.quantity} > 0 and ${t.cancelled} >= 0 and ${t.delivered} >= 0 and ${t.returned} >= 0
        and ${t.cancelled} + ${t.fulfilled} <= ${t.quantity} and ${t.shipped} between ${t.delivered} and ${t.fulfilled}
        and ${t.returned} <= ${t.shipped}`,
    ),
    check("order_lines_kind_known", sql`${t.kind} in ('item', 'charge')`),
  ],
);

export const holds = pgTable(
  "holds",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    /** `fraud | unpaid | address | stock | manual` */
    reason: text("reason").notNull(),
    note: text("note").notNull().default(""),
    until: instant("until"),
    placedBy: text("placed_by").notNull(),
    placedAt: instant("placed_at").notNull(),
    releasedBy: text("released_by"),
    releasedAt: instant("released_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("holds_order").on(t.tenantId, t.orderId)],
);

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
    /** Sums of what was requested and not yet answered. */
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

/** Append-only ledger: what was asked of a provider and what it answered. */
export const paymentEvents = pgTable(
  "payment_events",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    paymentId: uuid("payment_id").notNull(),
    /** One intent is asked once and answered once. */
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

export const shipments = pgTable(
  "shipments",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    /** Null for imported history, which touches no stock. */
    locationId: uuid("location_id"),
    /** `shipped | in_transit | delivered | lost | cancelled` */
    status: text("status").notNull(),
    carrier: text("carrier"),
    trackingNumber: text("tracking_number"),
    trackingUrl: text("tracking_url"),
    shippedAt: instant("shipped_at").notNull(),
    deliveredAt: instant("delivered_at"),
    cancelledAt: instant("cancelled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("shipments_order").on(t.tenantId, t.orderId),
    index("shipments_tracking")
      .on(t.tenantId, t.trackingNumber)
      .where(sql`tracking_number is not null`),
  ],
);

export const shipmentLines = pgTable(
  "shipment_lines",
  {
    tenantId: tenantId(),
    shipmentId: uuid("shipment_id").notNull(),
    orderLineId: uuid("order_line_id").notNull(),
    quantity: integer("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.shipmentId, t.orderLineId] }),
    check("shipment_lines_quantity", sql`${t.quantity} > 0`),
  ],
);

export const returns = pgTable(
  "returns",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    /** `requested | approved | partially_received | received | refunded | declined` */
    status: text("status").notNull(),
    /** The number of the document in the system it came from. */
    externalId: text("external_id"),
    refund: minor("refund"),
    imported: boolean("imported").notNull().default(false),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("returns_order").on(t.tenantId, t.orderId),
    index("returns_external").on(t.tenantId, t.externalId),
  ],
);

export const returnLines = pgTable(
  "return_lines",
  {
    tenantId: tenantId(),
    returnId: uuid("return_id").notNull(),
    orderLineId: uuid("order_line_id").notNull(),
    quantity: integer("quantity").notNull(),
    received: integer("received").notNull(),
    restocked: integer("restocked").notNull().default(0),
    reason: text("reason").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.returnId, t.orderLineId] }),
    check("return_lines_quantity", sql`${t.quantity} > 0 and ${t.received} between 0 and ${t.quantity}`),
  ],
);

/** Money given back without a matching sale: the customer is credited, no stock moves. */
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
