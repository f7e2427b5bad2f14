import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";
import { sealed } from "./sealed.ts";

/** Partners whose lists are compared with our records, and the source of each list. */
export const partners = pgTable(
  "partners",
  {
    tenantId: tenantId(),
    id: ident(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    /** `orders | stock` */
    compares: text("compares").notNull(),
    /** Orders of this channel; absent: of all. */
    channelId: uuid("channel_id"),
    /** Stock of this location; absent: of all. */
    locationId: uuid("location_id"),
    /** URL to fetch their list from; absent: they post it. */
    url: text("url"),
    /** Value of the `Authorization` header for the fetch, encrypted. */
    authorization: text("authorization"),
    /** The webhook endpoint that receives our state again. */
    endpointId: uuid("endpoint_id"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("partners_code").on(t.tenantId, t.code)],
);

sealed(partners.authorization);

/** One comparison of their list with our rows. */
export const reconciliations = pgTable(
  "reconciliations",
  {
    tenantId: tenantId(),
    id: ident(),
    partnerId: uuid("partner_id").notNull(),
    /** `queued | running | done | failed` */
    status: text("status").notNull(),
    /** Their list until it has been compared. */
    theirs: jsonb("theirs"),
    /** `{ from, to }` of the orders compared. */
    range: jsonb("range"),
    /** `{ theirs, ours, agree, missingHere, missingThere, differ }` */
    counts: jsonb("counts"),
    error: text("error"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("reconciliations_partner").on(t.tenantId, t.partnerId, t.createdAt.desc(), t.id.desc()),
    index("reconciliations_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
  ],
);

/** The differences. */
export const differences = pgTable(
  "differences",
  {
    tenantId: tenantId(),
    id: ident(),
    reconciliationId: uuid("reconciliation_id").notNull(),
    /** External order number, or article and location. */
    key: text("key").notNull(),
    /** `missing_here | missing_there | differs` */
    kind: text("kind").notNull(),
    theirs: jsonb("theirs"),
    ours: jsonb("ours"),
    /** Names of the fields that differ. */
    fields: text("fields").array().notNull().default([]),
    /** Order or stock level concerned, where we have one. */
    subjectId: uuid("subject_id"),
    /** `open | repaired | ignored | failed` */
    state: text("state").notNull().default("open"),
    note: text("note"),
    settledBy: text("settled_by"),
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("differences_key").on(t.tenantId, t.reconciliationId, t.key),
    index("differences_open").on(t.tenantId, t.reconciliationId, t.state, t.key),
  ],
);
