import { sql } from "drizzle-orm";
import {
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
import { ident, instant, tenantId } from "./columns.ts";

/** Who packs at a station, and which order. */
export const packingSessions = pgTable(
  "packing_sessions",
  {
    tenantId: tenantId(),
    id: ident(),
    locationId: uuid("location_id").notNull(),
    station: text("station").notNull(),
    /** The principal whose commands it takes. */
    owner: text("owner").notNull(),
    ownerName: text("owner_name").notNull(),
    /** Counts the commands that were decided, so that they have an order. */
    version: integer("version").notNull().default(0),
    /** The order that is being packed, and the version of it that the lines were made of. */
    orderId: uuid("order_id"),
    orderVersion: integer("order_version"),
    takenAt: instant("taken_at"),
    openedAt: instant("opened_at").notNull(),
    seenAt: instant("seen_at").notNull(),
    closedAt: instant("closed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("packing_sessions_station")
      .on(t.tenantId, t.locationId, sql`lower(station)`)
      .where(sql`closed_at is null`),
    /** Two stations never pack the same order. */
    uniqueIndex("packing_sessions_order")
      .on(t.tenantId, t.orderId)
      .where(sql`order_id is not null`),
    index("packing_sessions_idle")
      .on(t.seenAt)
      .where(sql`closed_at is null`),
    index("packing_sessions_closed")
      .on(t.closedAt)
      .where(sql`closed_at is not null`),
    check("packing_sessions_closed_empty", sql`${t.closedAt} is null or ${t.orderId} is null`),
  ],
);

/** What goes into the parcel of the order that is being packed; deleted when the order leaves the station. */
export const packingLines = pgTable(
  "packing_lines",
  {
    tenantId: tenantId(),
    sessionId: uuid("session_id").notNull(),
    orderLineId: uuid("order_line_id").notNull(),
    position: integer("position").notNull(),
    variantId: uuid("variant_id"),
    sku: text("sku").notNull(),
    name: text("name").notNull(),
    barcode: text("barcode"),
    wanted: integer("wanted").notNull(),
    packed: integer("packed").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sessionId, t.orderLineId] }),
    check("packing_lines_no_surplus", sql`${t.packed} between 0 and ${t.wanted}`),
  ],
);

/** Every command that was decided, with its answer: sent again, it is not decided again. */
export const packingSteps = pgTable(
  "packing_steps",
  {
    tenantId: tenantId(),
    sessionId: uuid("session_id").notNull(),
    clientId: text("client_id").notNull(),
    version: integer("version").notNull(),
    /** `open | scan | undo | finish | skip` */
    kind: text("kind").notNull(),
    orderId: uuid("order_id"),
    fingerprint: text("fingerprint").notNull(),
    accepted: boolean("accepted").notNull(),
    undone: boolean("undone").notNull().default(false),
    /** Of an accepted scan: `[{ id, quantity }]`, the units that it added to lines. */
    units: jsonb("units"),
    answer: jsonb("answer"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sessionId, t.clientId] }),
    uniqueIndex("packing_steps_version").on(t.tenantId, t.sessionId, t.version),
    index("packing_steps_at").on(t.at),
  ],
);
