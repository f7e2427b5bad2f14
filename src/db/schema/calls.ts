import { boolean, pgTable, primaryKey, real, smallint, text } from "drizzle-orm/pg-core";
import { instant, tenantId } from "./columns.ts";

/**
 * The newest calls per tenant and transport, for the pages under Integrations: a ring of slots, so that its size is
 * bounded by construction. Unlogged: a crash of PostgreSQL empties it.
 */
export const recentCalls = pgTable(
  "recent_calls",
  {
    tenantId: tenantId(),
    transport: text("transport").notNull(),
    /** Failed calls have slots of their own, so that a busy client does not push them out. */
    failed: boolean("failed").notNull(),
    slot: smallint("slot").notNull(),
    at: instant("at").notNull(),
    requestId: text("request_id").notNull(),
    operation: text("operation").notNull(),
    principal: text("principal").notNull(),
    outcome: text("outcome").notNull(),
    code: text("code"),
    message: text("message"),
    durationMs: real("duration_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.transport, t.failed, t.slot] })],
);
