import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, minor, minorSum, tenantId } from "./columns.ts";

/** Tenants with stored figures, and the window they cover. Updating a tenant's figures locks its row first. */
export const homeStates = pgTable(
  "home_states",
  {
    tenantId: tenantId(),
    /** Sales in any other currency count as 0. When the tenant's currency changes, the figures are rebuilt. */
    currency: text("currency").notNull(),
    /** `home_articles` counts the orders placed since. */
    articlesSince: instant("articles_since").notNull(),
    /** The last order counted by the backfill, which runs newest first. */
    walkedTo: instant("walked_to"),
    walkedToId: uuid("walked_to_id"),
    filled: boolean("filled").notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);

/** What each recent order adds to the figures: counting it again subtracts this first. */
export const homeOrders = pgTable(
  "home_orders",
  {
    tenantId: tenantId(),
    orderId: uuid("order_id").notNull(),
    placedAt: instant("placed_at").notNull(),
    sales: minor("sales"),
    /** `[{ sku, units, sales }]`, one per article. */
    lines: jsonb("lines").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.orderId] }), index("home_orders_placed").on(t.tenantId, t.placedAt)],
);

/** Orders and sales per quarter of an hour, which divides the days of every time zone. */
export const homeQuarters = pgTable(
  "home_quarters",
  {
    tenantId: tenantId(),
    at: instant("at").notNull(),
    orders: integer("orders").notNull(),
    sales: minorSum("sales"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.at] })],
);

export const homeArticles = pgTable(
  "home_articles",
  {
    tenantId: tenantId(),
    sku: text("sku").notNull(),
    units: bigint("units", { mode: "number" }).notNull(),
    sales: minorSum("sales"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sku] }),
    index("home_articles_top").on(t.tenantId, sql`${t.units} desc`, t.sku),
  ],
);

/** The newest events of the activity list. */
export const homeActivities = pgTable(
  "home_activities",
  { tenantId: tenantId(), eventId: uuid("event_id").notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.eventId] })],
);
