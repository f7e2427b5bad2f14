import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";

const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

export const exports = pgTable(
  "exports",
  {
    tenantId: tenantId(),
    id: ident(),
    /** `orders | order_lines | products | customers | stock | audit` */
    subject: text("subject").notNull(),
    /** `csv | ndjson` */
    format: text("format").notNull(),
    filters: jsonb("filters").notNull(),
    columns: text("columns").array().notNull(),
    /** `queued | running | done | failed | cancelled` */
    status: text("status").notNull(),
    error: jsonb("error"),
    rows: count("rows"),
    bytes: count("bytes"),
    /** Each attempt writes its own file, so that a slow runner never writes into its successor's. */
    attempts: integer("attempts").notNull().default(0),
    sha256: text("sha256"),
    leaseUntil: instant("lease_until"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    /** When the file and this row are deleted. */
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("exports_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    index("exports_expired").on(t.expiresAt),
  ],
);
