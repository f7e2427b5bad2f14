import { bigint, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** How far an outside log has been given the feed. One process at a time holds a sink. */
export const brokerSinks = pgTable("broker_sinks", {
  /** `kafka | redis` */
  name: text("name").primaryKey(),
  position: bigint("position", { mode: "number" }).notNull(),
  holder: uuid("holder"),
  heldUntil: instant("held_until"),
  lastError: text("last_error"),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});
