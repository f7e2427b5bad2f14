import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";

/** Links for customers, each to one order. The token is not stored: it is the id with our signature. */
export const customerLinks = pgTable(
  "customer_links",
  {
    tenantId: tenantId(),
    id: ident(),
    orderId: uuid("order_id").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    /** To the hour. */
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("customer_links_id").on(t.id),
    index("customer_links_order").on(t.tenantId, t.orderId, t.createdAt.desc(), t.id.desc()),
  ],
);
