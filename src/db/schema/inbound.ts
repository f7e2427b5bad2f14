import { sql } from "drizzle-orm";
import { customType, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";
import { sealed } from "./sealed.ts";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** An outside system that sends messages, by webhook or by queue. */
export const inboundSources = pgTable(
  "inbound_sources",
  {
    tenantId: tenantId(),
    id: ident(),
    /** The last part of its URL, `/api/webhooks/{code}`; unique across all tenants. */
    code: text("code").notNull(),
    name: text("name").notNull(),
    /** `standard | stripe | shopify | carrier | queue` */
    kind: text("kind").notNull(),
    /** `enabled | disabled` */
    status: text("status").notNull().default("enabled"),
    /** `[{ sealed, expiresAt }]`, newest first; two during a rotation. */
    secrets: jsonb("secrets").notNull().default([]),
    /** Name of the operation that a mapped message is passed to; absent where the kind defines it. */
    operation: text("operation"),
    /** JSONata from the message to the operation's input; absent where the kind defines it. */
    mapping: text("mapping"),
    /** Other settings of the kind, such as the channel of a shop. */
    settings: jsonb("settings").notNull().default({}),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("inbound_sources_code").on(t.code)],
);

sealed(inboundSources.secrets);

/** The bytes that a source sent, and the result of processing them. */
export const inboundMessages = pgTable(
  "inbound_messages",
  {
    tenantId: tenantId(),
    id: ident(),
    sourceId: uuid("source_id").notNull(),
    /** Deduplication key: the sender's own id of the message. */
    externalId: text("external_id").notNull(),
    /** Second deduplication key where ids are not signed: a digest of the bytes. */
    bodyDigest: text("body_digest"),
    type: text("type").notNull(),
    headers: jsonb("headers").notNull(),
    body: bytes("body").notNull(),
    /** `received | processed | failed | ignored` */
    state: text("state").notNull().default("received"),
    attempts: integer("attempts").notNull().default(0),
    errorCode: text("error_code"),
    error: jsonb("error"),
    /** The operation's input as the mapping made it. */
    mapped: jsonb("mapped"),
    /** What the operation made or changed: `{ operation, subjectType, subjectId }`. */
    result: jsonb("result"),
    mutedAt: instant("muted_at"),
    receivedAt: instant("received_at").notNull().defaultNow(),
    processedAt: instant("processed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("inbound_messages_external").on(t.tenantId, t.sourceId, t.externalId),
    uniqueIndex("inbound_messages_digest")
      .on(t.tenantId, t.sourceId, t.bodyDigest)
      .where(sql`${t.bodyDigest} is not null`),
    index("inbound_messages_newest").on(t.tenantId, t.receivedAt.desc(), t.id.desc()),
    index("inbound_messages_source").on(t.tenantId, t.sourceId, t.receivedAt.desc(), t.id.desc()),
    index("inbound_messages_failed")
      .on(t.tenantId, t.receivedAt.desc(), t.id.desc())
      .where(sql`${t.state} = 'failed' and ${t.mutedAt} is null`),
    index("inbound_messages_unprocessed")
      .on(t.tenantId, t.state, t.receivedAt.desc(), t.id.desc())
      .where(sql`${t.state} <> 'processed'`),
    index("inbound_messages_muted")
      .on(t.tenantId, t.receivedAt.desc(), t.id.desc())
      .where(sql`${t.mutedAt} is not null`),
    index("inbound_messages_old").on(t.receivedAt),
  ],
);
