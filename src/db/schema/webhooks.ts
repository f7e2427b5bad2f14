import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";
import { sealed } from "./sealed.ts";

/** A subscriber's endpoint with its settings. Its health is in the lane. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    tenantId: tenantId(),
    id: ident(),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    /** `order.placed`, `order.*` or `*` */
    eventTypes: text("event_types").array().notNull(),
    /** Only events of orders of these channels; empty: all events. */
    channelIds: uuid("channel_ids").array().notNull().default([]),
    /** Name to encrypted value. */
    headers: jsonb("headers").notNull().default({}),
    /** `hmac | ed25519` */
    signing: text("signing").notNull().default("hmac"),
    /** `full | thin` */
    payload: text("payload").notNull().default("full"),
    /** JSONata over the CloudEvent; absent: unchanged. */
    transform: text("transform"),
    /** One delivery at a time per subject, in the order of its events. */
    ordered: boolean("ordered").notNull().default(true),
    maxPerSecond: integer("max_per_second"),
    maxConcurrent: integer("max_concurrent").notNull(),
    /** `enabled | paused | disabled` */
    status: text("status").notNull().default("enabled"),
    /** Why it is disabled: `gone | failing | person` */
    disabledReason: text("disabled_reason"),
    /** Nothing is sent while a worker cancels what was queued until then. */
    skipThrough: instant("skip_through"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("webhook_endpoints_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    index("webhook_endpoints_skipping")
      .on(t.id)
      .where(sql`${t.skipThrough} is not null`),
  ],
);

/** Several at once during a rotation, newest first. */
export const webhookSecrets = pgTable(
  "webhook_secrets",
  {
    tenantId: tenantId(),
    id: ident(),
    endpointId: uuid("endpoint_id").notNull(),
    /** `hmac | ed25519` */
    kind: text("kind").notNull(),
    sealed: text("sealed").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("webhook_secrets_endpoint").on(t.tenantId, t.endpointId)],
);

sealed(webhookEndpoints.headers, webhookSecrets.sealed);

/** Delivery workers. One that did not renew its lease in time has lost its lanes to the others. */
export const webhookWorkers = pgTable("webhook_workers", {
  id: uuid("id").primaryKey(),
  aliveUntil: instant("alive_until").notNull(),
});

/** Which worker delivers to an endpoint, and the endpoint's health, which only that worker writes. */
export const webhookLanes = pgTable(
  "webhook_lanes",
  {
    tenantId: tenantId(),
    endpointId: uuid("endpoint_id").notNull(),
    /** A worker; the lane is free when there is none or its lease has expired. */
    holder: uuid("holder"),
    /** Consecutive failures, over all deliveries. */
    failures: integer("failures").notNull().default(0),
    failingSince: instant("failing_since"),
    /** The circuit is open until then. */
    openUntil: instant("open_until"),
    /** Highest notice sent about being disabled, in percent. */
    noticed: integer("noticed").notNull().default(0),
    lastSuccessAt: instant("last_success_at"),
    lastFailureAt: instant("last_failure_at"),
    lastError: text("last_error"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.endpointId] }), index("webhook_lanes_holder").on(t.holder)],
);

/** A delivery of an event to an endpoint. Partitioned by month of `created_at`. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    tenantId: tenantId(),
    id: ident(),
    endpointId: uuid("endpoint_id").notNull(),
    eventId: uuid("event_id").notNull(),
    n: bigint("n", { mode: "number" }).notNull(),
    type: text("type").notNull(),
    subjectId: uuid("subject_id").notNull(),
    sequence: integer("sequence").notNull(),
    /** Requeued manually by a user or a script. */
    replay: boolean("replay").notNull().default(false),
    /** `pending | succeeded | failed | cancelled` */
    state: text("state").notNull().default("pending"),
    /** Failed, requeued manually and not sent since: it still counts as failed. */
    requeued: boolean("requeued").notNull().default(false),
    attempts: integer("attempts").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    lastStatus: integer("last_status"),
    lastError: text("last_error"),
    mutedAt: instant("muted_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id, t.createdAt] }),
    index("webhook_deliveries_due")
      .on(t.endpointId, t.dueAt, t.n)
      .where(sql`${t.state} = 'pending'`),
    index("webhook_deliveries_waiting")
      .on(t.endpointId, t.subjectId, t.n)
      .where(sql`${t.state} = 'pending'`),
    index("webhook_deliveries_failed")
      .on(t.tenantId, t.createdAt.desc(), t.id.desc())
      .where(sql`(${t.state} = 'failed' or (${t.state} = 'pending' and ${t.requeued})) and ${t.mutedAt} is null`),
    index("webhook_deliveries_retrying")
      .on(t.tenantId, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.state} = 'pending' and ${t.attempts} > 0 and not ${t.requeued}`),
    index("webhook_deliveries_ended_badly")
      .on(t.tenantId, t.state, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.state} in ('failed', 'cancelled')`),
    index("webhook_deliveries_muted")
      .on(t.tenantId, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.mutedAt} is not null`),
    index("webhook_deliveries_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    index("webhook_deliveries_endpoint").on(t.tenantId, t.endpointId, t.createdAt.desc(), t.id.desc()),
  ],
);

/** One attempt. Partitioned by month of `at`. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    tenantId: tenantId(),
    deliveryId: uuid("delivery_id").notNull(),
    number: integer("number").notNull(),
    at: instant("at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    /** Absent when there was no response. */
    status: integer("status"),
    error: text("error"),
    /** The beginning of the response body. */
    responseBody: text("response_body"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.deliveryId, t.number, t.at] })],
);

/** Deliveries of an endpoint by the hour. */
export const webhookHours = pgTable(
  "webhook_hours",
  {
    tenantId: tenantId(),
    endpointId: uuid("endpoint_id").notNull(),
    hour: instant("hour").notNull(),
    succeeded: integer("succeeded").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    /** Responses by duration: up to 50, 100, 250, 500, 1000, 2500, 5000, 15000 ms. */
    durations: integer("durations").array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.endpointId, t.hour] })],
);
