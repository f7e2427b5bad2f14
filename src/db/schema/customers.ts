import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { ident, instant, searchColumns, tenantId, unindexed } from "./columns.ts";

export const customers = pgTable(
  "customers",
  {
    tenantId: tenantId(),
    id: ident(),
    /** Lower case; null for customers known only by an outside reference. */
    email: text("email"),
    name: text("name").notNull(),
    phone: text("phone"),
    /** The customer's number in an outside system. */
    reference: text("reference"),
    notes: text("notes").notNull().default(""),
    groups: text("groups").array().notNull().default([]),
    addresses: jsonb("addresses").$type<unknown[]>().notNull().default([]),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    ...searchColumns(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("customers_email").on(t.tenantId, t.email),
    uniqueIndex("customers_reference").on(t.tenantId, t.reference),
    index("customers_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    index("customers_search").using("gin", t.search),
    index("customers_unindexed").on(t.tenantId, t.id).where(unindexed(t.searchVersion)),
  ],
);
