import { bigint, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId } from "./columns.ts";

/** How far each consumer has read the feed. One process at a time holds a cursor. */
export const consumers = pgTable("consumers", {
  /** `webhooks`, `job:payments.ask`, `kafka`, … */
  name: text("name").primaryKey(),
  /** All events up to here are applied. */
  position: bigint("position", { mode: "number" }).notNull(),
  holder: uuid("holder"),
  /** End of the lease; without a holder, when it was released. */
  heldUntil: instant("held_until"),
  lastError: text("last_error"),
  /** Positions that were dropped from the feed before the consumer read them. */
  missed: bigint("missed", { mode: "number" }).notNull().default(0),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/** Dead letters: events that a consumer failed on, so that later events continue. */
export const consumerDeadLetters = pgTable(
  "consumer_dead_letters",
  {
    consumer: text("consumer").notNull(),
    tenantId: tenantId(),
    position: bigint("position", { mode: "number" }).notNull(),
    n: bigint("n", { mode: "number" }).notNull(),
    error: text("error").notNull(),
    attempts: integer("attempts").notNull(),
    at: instant("at").notNull().defaultNow(),
    /** Marked for redrive. */
    redriveAt: instant("redrive_at"),
  },
  (t) => [primaryKey({ columns: [t.consumer, t.n] })],
);
