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
import { ident, instant, searchColumns, tenantId, unindexed } from "./columns.ts";

export const products = pgTable(
  "products",
  {
    tenantId: tenantId(),
    id: ident(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    /** `active | draft | archived`; only active ones can be ordered. */
    status: text("status").notNull().default("active"),
    image: text("image"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    ...searchColumns(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("products_title").on(t.tenantId, t.title, t.id),
    index("products_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    index("products_status").on(t.tenantId, t.status, t.createdAt.desc(), t.id.desc()),
    index("products_search").using("gin", t.search),
    index("products_unindexed").on(t.tenantId, t.id).where(unindexed(t.searchVersion)),
    check("products_status_known", sql`${t.status} in ('active', 'draft', 'archived')`),
  ],
);

export const variants = pgTable(
  "variants",
  {
    tenantId: tenantId(),
    id: ident(),
    productId: uuid("product_id").notNull(),
    sku: text("sku").notNull(),
    title: text("title").notNull(),
    barcode: text("barcode"),
    /** Minor units by currency code: `{ "GBP": 295 }`. */
    prices: jsonb("prices").$type<Record<string, number>>().notNull(),
    weightGrams: integer("weight_grams"),
    hsCode: text("hs_code"),
    position: integer("position").notNull().default(0),
    ...searchColumns(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("variants_sku").on(t.tenantId, t.sku),
    index("variants_search").using("gin", t.search),
    index("variants_unindexed").on(t.tenantId, t.id).where(unindexed(t.searchVersion)),
    index("variants_product").on(t.tenantId, t.productId, t.position),
    index("variants_barcode").on(t.tenantId, t.barcode),
  ],
);

export const stockLevels = pgTable(
  "stock_levels",
  {
    tenantId: tenantId(),
    variantId: uuid("variant_id").notNull(),
    locationId: uuid("location_id").notNull(),
    id: ident(),
    onHand: integer("on_hand").notNull().default(0),
    /** Sum of the active reservations that are covered by stock. */
    reserved: integer("reserved").notNull().default(0),
    /** Sum of the active reservations that are backordered. */
    backordered: bigint("backordered", { mode: "number" }).notNull().default(0),
    incoming: integer("incoming").notNull().default(0),
    safetyStock: integer("safety_stock").notNull().default(0),
    allowBackorder: boolean("allow_backorder").notNull().default(false),
    /** The article has been stocked here, other than in imported history: one never stocked is not low. */
    stocked: boolean("stocked").notNull().default(false),
    /** The one definition of available stock. */
    available: integer("available").generatedAlwaysAs(sql`on_hand - reserved - safety_stock`),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.variantId, t.locationId] }),
    uniqueIndex("stock_levels_id").on(t.tenantId, t.id),
    index("stock_levels_low")
      .on(t.tenantId, t.variantId)
      .where(sql`available <= 0 and (stocked or on_hand > 0 or backordered > 0 or safety_stock > 0)`),
    index("stock_levels_location").on(t.tenantId, t.locationId, t.variantId),
    check("stock_levels_on_hand", sql`${t.onHand} >= 0`),
    check("stock_levels_no_oversell", sql`${t.reserved} between 0 and ${t.onHand}`),
    check("stock_levels_counts", sql`${t.backordered} >= 0 and ${t.incoming} >= 0 and ${t.safetyStock} >= 0`),
  ],
);

export const reservations = pgTable(
  "reservations",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    orderLineId: uuid("order_line_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    locationId: uuid("location_id").notNull(),
    quantity: integer("quantity").notNull(),
    backorder: boolean("backorder").notNull().default(false),
    /** `active | committed | released | expired` */
    status: text("status").notNull().default("active"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("reservations_order").on(t.tenantId, t.orderId),
    index("reservations_level")
      .on(t.tenantId, t.variantId, t.locationId)
      .where(sql`status = 'active'`),
    check("reservations_quantity", sql`${t.quantity} > 0`),
    check("reservations_status_known", sql`${t.status} in ('active', 'committed', 'released', 'expired')`),
  ],
);

export const stockMovements = pgTable(
  "stock_movements",
  {
    tenantId: tenantId(),
    id: ident(),
    variantId: uuid("variant_id").notNull(),
    locationId: uuid("location_id").notNull(),
    /** `opening | receipt | count | adjustment | write_off | sale | sale_cancelled | return | transfer` */
    type: text("type").notNull(),
    quantity: integer("quantity").notNull(),
    onHandAfter: integer("on_hand_after").notNull(),
    reason: text("reason").notNull(),
    reference: text("reference"),
    orderId: uuid("order_id"),
    actor: text("actor").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("stock_movements_level").on(t.tenantId, t.variantId, t.locationId, t.at.desc(), t.id.desc()),
    index("stock_movements_newest").on(t.tenantId, t.at.desc(), t.id.desc()),
    check("stock_movements_quantity", sql`${t.quantity} <> 0`),
  ],
);
