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
import { ident, instant, minor, searchColumns, tenantId, unindexed } from "./columns.ts";

export const orders = pgTable(
  "orders",
  {
    tenantId: tenantId(),
    id: ident(),
    number: bigint("number", { mode: "number" }).notNull(),
    channelId: uuid("channel_id").notNull(),
    externalId: text("external_id"),
    /** SHA-256 of the channel's input: tells a repeat from a contradiction. */
    payloadHash: text("payload_hash").notNull(),
    status: text("status").notNull(),
    paymentStatus: text("payment_status").notNull(),
    fulfillmentStatus: text("fulfillment_status").notNull(),
    onHold: boolean("on_hold").notNull().default(false),
    /** `paid | authorized`: how it is covered; not held, with all of its unshipped units in stock. */
    ready: text("ready"),
    imported: boolean("imported").notNull().default(false),
    currency: text("currency").notNull(),
    /** `included | excluded`, the channel's setting when the order was placed. */
    taxMode: text("tax_mode").notNull(),
    subtotal: minor("subtotal"),
    shipping: minor("shipping"),
    discount: minor("discount"),
    tax: minor("tax"),
    total: minor("total"),
    authorized: minor("authorized"),
    paid: minor("paid"),
    refunded: minor("refunded"),
    /** The shipping charged when placed; `shipping` is what is still owed of it. */
    shippingCharged: minor("shipping_charged"),
    discountGranted: minor("discount_granted"),
    /** The tax on the charged shipping; included or added, by the tax mode. */
    shippingTaxCharged: minor("shipping_tax_charged"),
    /** Positive: owed by the customer. Negative: to be refunded, and no refund of it is pending. */
    due: minor("due"),
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
    ...searchColumns(),
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
    index("orders_ready")
      .on(t.tenantId, t.ready, t.placedAt.desc(), t.id.desc())
      .where(sql`ready is not null`),
    index("orders_unpaid")
      .on(t.tenantId, t.placedAt.desc(), t.id.desc())
      .where(sql`payment_status in ('unpaid', 'partially_paid') and status not in ('draft', 'cancelled')`),
    index("orders_tags")
      .using("gin", t.tags)
      .where(sql`tags <> '{}'`),
    index("orders_search").using("gin", t.search),
    index("orders_unindexed").on(t.tenantId, t.id).where(unindexed(t.searchVersion)),
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
    check("orders_ready_known", sql`${t.ready} in ('paid', 'authorized')`),
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
    /** Its share of the order's discount and its tax for all its units, decided when the order is placed. */
    discountGranted: minor("discount_granted"),
    /** Null: written by a version without these amounts; they are computed when read. */
    taxCharged: bigint("tax_charged", { mode: "number" }),
    /** Amounts of its units that are not cancelled: the price before the discount, the discount, the tax. */
    total: minor("total"),
    discount: minor("discount"),
    tax: minor("tax"),
    fulfilled: integer("fulfilled").notNull().default(0),
    shipped: integer("shipped").notNull().default(0),
    delivered: integer("delivered").notNull().default(0),
    returned: integer("returned").notNull().default(0),
    cancelled: integer("cancelled").notNull().default(0),
    /** Refunded by line, and requested but not answered: units and minor units. */
    refundedQuantity: integer("refunded_quantity").notNull().default(0),
    refundedAmount: minor("refunded_amount"),
    refundPendingQuantity: integer("refund_pending_quantity").notNull().default(0),
    refundPendingAmount: minor("refund_pending_amount"),
    /** Units no longer owed, cancelled or refunded by line, each once; and their amount. */
    closedQuantity: integer("closed_quantity").notNull().default(0),
    closedAmount: minor("closed_amount"),
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
    check(
      "order_lines_money",
      sql`${t.taxCharged} is null or (${t.taxCharged} >= 0
        and ${t.discountGranted} between 0 and ${t.unitPrice} * ${t.quantity}
        and ${t.discount} between 0 and ${t.discountGranted} and ${t.tax} between 0 and ${t.taxCharged})`,
    ),
    check(
      "order_lines_refunded_once",
      sql`${t.taxCharged} is null or (${t.cancelled} <= ${t.closedQuantity} and ${t.closedQuantity} <= ${t.quantity}
        and ${t.refundedQuantity} >= 0 and ${t.refundPendingQuantity} >= 0
        and ${t.refundedQuantity} + ${t.refundPendingQuantity} <= ${t.closedQuantity}
        and ${t.refundedAmount} >= 0 and ${t.refundPendingAmount} >= 0
        and ${t.refundedAmount} + ${t.refundPendingAmount} <= ${t.closedAmount}
        and ${t.closedAmount} <= ${t.unitPrice} * ${t.quantity} - ${t.discountGranted} + ${t.taxCharged})`,
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
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("holds_order").on(t.tenantId, t.orderId),
    index("holds_due")
      .on(t.until)
      .where(sql`${t.releasedAt} is null`),
  ],
);
