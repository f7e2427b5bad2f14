import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { ident, instant, minor, tenantId } from "./columns.ts";

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
