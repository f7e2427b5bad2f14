import {
  bigint,
  index,
  integer,
  json,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";

/** Permanent: timeline and audit in one. Never updated, never deleted. */
export const events = pgTable(
  "events",
  {
    tenantId: tenantId(),
    id: ident(),
    /** Grows with insertion; taken while the subject is locked, so it rises with `sequence`. */
    n: bigint("n", { mode: "number" }).generatedAlwaysAsIdentity(),
    type: text("type").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: uuid("subject_id").notNull(),
    /** 1, 2, 3… per subject, without gaps. */
    sequence: integer("sequence").notNull(),
    data: jsonb("data").notNull(),
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    transport: text("transport").notNull(),
    /** The client's, as the gateway knows it; absent for the hub's own work. */
    address: text("address"),
    requestId: text("request_id").notNull(),
    trace: text("trace"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("events_sequence").on(t.tenantId, t.subjectId, t.sequence),
    uniqueIndex("events_n").on(t.n),
    /** Written in time order, so a BRIN index finds a time with a few bytes per page range. */
    index("events_at").using("brin", t.at),
  ],
);

/** Committed events that the relay has not seen; a row lives for milliseconds. */
export const outbox = pgTable("outbox", { n: bigint("n", { mode: "number" }).primaryKey() });

/**
 * The order in which subscribers see events. Written by one relay pass at a time, so positions are in commit order.
 * Partitioned by month of `at`; a partition is dropped when all of it is past the feed's retention.
 */
export const feed = pgTable(
  "feed",
  {
    /** From `feed_positions`, assigned by the relay only. */
    position: bigint("position", { mode: "number" }).notNull(),
    tenantId: tenantId(),
    n: bigint("n", { mode: "number" }).notNull(),
    /** Channel of the event's order. */
    channelId: uuid("channel_id"),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.position, t.at] }),
    index("feed_tenant").on(t.tenantId, t.position),
    index("feed_n").on(t.n),
  ],
);

export const feedPositions = pgSequence("feed_positions");

/** The response of a call with an idempotency key; written in the transaction of its effect. */
export const idempotency = pgTable(
  "idempotency",
  {
    tenantId: tenantId(),
    principal: text("principal").notNull(),
    key: text("key").notNull(),
    operation: text("operation").notNull(),
    fingerprint: text("fingerprint").notNull(),
    /** The serialised text, so that a replay has the same bytes. */
    output: json("output").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.principal, t.key] }), index("idempotency_at").on(t.at)],
);

export const imports = pgTable(
  "imports",
  {
    tenantId: tenantId(),
    id: ident(),
    preset: text("preset").notNull(),
    fileName: text("file_name").notNull(),
    /** Key in the file store. */
    fileKey: text("file_key").notNull(),
    fileHash: text("file_hash").notNull(),
    fileBytes: bigint("file_bytes", { mode: "number" }).notNull(),
    options: jsonb("options").notNull(),
    /** `queued | running | done | failed | cancelled` */
    status: text("status").notNull(),
    error: text("error"),
    /** Bytes of the file that are booked or reported; a killed import resumes at the checkpoint. */
    progress: jsonb("progress").notNull(),
    leaseUntil: instant("lease_until"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("imports_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
  ],
);

/** Each document that an import booked: its number is used, and its hash tells a repeat from a contradiction. */
export const importDocuments = pgTable(
  "import_documents",
  {
    tenantId: tenantId(),
    channelId: uuid("channel_id").notNull(),
    externalId: text("external_id").notNull(),
    /** `sale | credit | write_off` */
    kind: text("kind").notNull(),
    payloadHash: text("payload_hash").notNull(),
    importId: uuid("import_id").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.channelId, t.externalId] }),
    index("import_documents_import").on(t.tenantId, t.importId),
  ],
);

/** One row per rejected line of a file, with the raw text. */
export const importReports = pgTable(
  "import_reports",
  {
    tenantId: tenantId(),
    importId: uuid("import_id").notNull(),
    line: integer("line").notNull(),
    code: text("code").notNull(),
    detail: text("detail").notNull(),
    raw: text("raw").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.importId, t.line] })],
);
