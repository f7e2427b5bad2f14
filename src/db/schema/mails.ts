import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";

/** Every mail that an event set off; kept and shown where no mail server is set. */
export const mails = pgTable(
  "mails",
  {
    tenantId: tenantId(),
    id: ident(),
    eventId: uuid("event_id").notNull(),
    template: text("template").notNull(),
    toEmail: text("to_email").notNull(),
    toName: text("to_name").notNull().default(""),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    html: text("html").notNull(),
    /** `queued | sent | kept | failed` */
    state: text("state").notNull().default("queued"),
    attempts: integer("attempts").notNull().default(0),
    error: text("error"),
    createdAt: instant("created_at").notNull().defaultNow(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("mails_once").on(t.tenantId, t.eventId, t.template, t.toEmail),
    index("mails_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
  ],
);
