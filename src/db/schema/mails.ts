import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";
import { sealed } from "./sealed.ts";

/** Every mail that an event triggered; stored and shown when no mail server is configured. */
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
    /** Sealed: what is sent in place of the mark in text and HTML. */
    secret: text("secret"),
    /** `due | sent | kept | failed`; `queued` is a mail whose job an older version has queued. */
    state: text("state").notNull().default("queued"),
    /** When it is tried next. A claim moves this to the end of its lease. */
    dueAt: instant("due_at"),
    /** Of the current claim. */
    lease: uuid("lease"),
    attempts: integer("attempts").notNull().default(0),
    error: text("error"),
    createdAt: instant("created_at").notNull().defaultNow(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("mails_once").on(t.tenantId, t.eventId, t.template, t.toEmail),
    index("mails_due")
      .on(t.dueAt)
      .where(sql`${t.state} = 'due'`),
    index("mails_unsent")
      .on(t.tenantId, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.state} <> 'sent'`),
    index("mails_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
  ],
);

sealed(mails.secret);
