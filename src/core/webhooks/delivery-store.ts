import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { DELIVERIES_CHANNEL } from "./fan-out-store.ts";
import type { DeliveryRecord } from "./record.ts";

const deliveryColumns = ({ sql }: Pick<Read, "sql">) => sql`
  d.id, d.endpoint_id as "endpointId", e.url as "endpointUrl", d.event_id as "eventId", d.type,
  v.subject_type as "subjectType", d.subject_id as "subjectId",
  coalesce(v.data ->> 'number', v.data ->> 'sku', v.data ->> 'name', v.data ->> 'title', v.data ->> 'fileName', v.data ->> 'code',
    v.data ->> 'url') as "subjectLabel",
  e.status as "endpointStatus", d.sequence, d.replay, d.state, d.requeued, d.attempts, d.due_at as "dueAt",
  d.last_status as "lastStatus", d.last_error as "lastError", d.muted_at as "mutedAt", d.created_at as "createdAt",
  d.finished_at as "finishedAt"`;

const deliveryTables = ({ sql }: Pick<Read, "sql">) => sql`
  webhook_deliveries d join webhook_endpoints e on e.tenant_id = d.tenant_id and e.id = d.endpoint_id
  join events v on v.tenant_id = d.tenant_id and v.id = d.event_id`;

/** For `d`; must match the index: failed and not muted. A manual retry counts as failed until it is sent. */
export const countsAsFailed = ({ sql }: Pick<Read, "sql">) =>
  sql`((d.state = 'failed' or (d.state = 'pending' and d.requeued)) and d.muted_at is null)`;

/** For `d`: its last attempt failed, and another one is scheduled. */
export const isRetrying = ({ sql }: Pick<Read, "sql">) =>
  sql`(d.state = 'pending' and d.attempts > 0 and not d.requeued)`;

export interface DeliveryFilters {
  readonly endpointId?: string | undefined;
  readonly state?: string | undefined;
  readonly type?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly muted?: boolean | undefined;
  readonly retrying?: true | undefined;
  readonly failing?: true | undefined;
}

export function readDeliveryPage(
  read: Read,
  filters: DeliveryFilters,
  { after, limit }: { after: Keyset | undefined; limit: number },
): Promise<DeliveryRecord[]> {
  const { sql, tenantId } = read;
  const { endpointId, state, type, subjectId, from, to, muted, retrying, failing } = filters;
  return sql<DeliveryRecord[]>`
    select ${deliveryColumns(read)}
    from ${deliveryTables(read)}
    where d.tenant_id = ${tenantId}
      ${endpointId === undefined ? sql`` : sql`and d.endpoint_id = ${endpointId}`}
      ${state === undefined ? sql`` : sql`and d.state = ${state}`}
      ${type === undefined || type === "*" ? sql`` : type.endsWith(".*") ? sql`and d.type like ${`${likeOf(type.slice(0, -1))}%`}` : sql`and d.type = ${type}`}
      ${subjectId === undefined ? sql`` : sql`and d.subject_id = ${subjectId}`}
      ${from === undefined ? sql`` : sql`and d.created_at >= ${from}::text::timestamptz`}
      ${to === undefined ? sql`` : sql`and d.created_at < ${to}::text::timestamptz`}
      ${muted === undefined ? sql`` : muted ? sql`and d.muted_at is not null` : sql`and d.muted_at is null`}
      ${retrying === undefined ? sql`` : sql`and ${isRetrying(read)}`}
      ${failing === undefined ? sql`` : sql`and ${countsAsFailed(read)}`}
      ${after === undefined ? sql`` : sql`and (d.created_at, d.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by d.created_at desc nulls last, d.id desc nulls last limit ${limit}`;
}

const likeOf = (text: string) => text.replaceAll("_", "\\_");

export const readDeliveries = (read: Read, ids: readonly string[]): Promise<DeliveryRecord[]> => read.sql<
  DeliveryRecord[]
>`
  select ${deliveryColumns(read)}
  from ${deliveryTables(read)}
  where d.tenant_id = ${read.tenantId} and d.id = any(${[...ids]}::uuid[])`;

export async function readDelivery(read: Read, id: string): Promise<DeliveryRecord | undefined> {
  const [row] = await read.sql<DeliveryRecord[]>`
    select ${deliveryColumns(read)}
    from ${deliveryTables(read)}
    where d.tenant_id = ${read.tenantId} and d.id = ${id}`;
  return row;
}

export interface LockedDelivery extends DeliveryRecord {
  readonly endpointGone: boolean;
  /** It is about to be cancelled with all that was pending when the endpoint was resumed without it. */
  readonly skipped: boolean;
  /** By PostgreSQL's clock, which delivery workers use. */
  readonly databaseNow: Date;
}

export async function lockDelivery(tx: Tx, id: string): Promise<LockedDelivery | undefined> {
  const [row] = await tx.sql<LockedDelivery[]>`
    select ${deliveryColumns(tx)}, e.deleted_at is not null as "endpointGone",
      coalesce(d.created_at <= e.skip_through, false) as skipped, clock_timestamp() as "databaseNow"
    from ${deliveryTables(tx)}
    where d.tenant_id = ${tx.tenantId} and d.id = ${id} for no key update of d`;
  return row;
}

/** Updates the columns of a locked delivery that users may change. */
export function updateDelivery({ tx, send }: WriteContext, delivery: DeliveryRecord): void {
  const { id, state, replay, requeued, dueAt, mutedAt, finishedAt } = delivery;
  send(tx.sql`
    update webhook_deliveries set state = ${state}, replay = ${replay}, requeued = ${requeued}, due_at = ${dueAt}, muted_at = ${mutedAt},
      finished_at = ${finishedAt}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export interface AttemptRecord {
  number: number;
  at: Date;
  durationMs: number;
  status: number | null;
  error: string | null;
  responseBody: string | null;
}

export const readAttempts = (read: Read, deliveryId: string): Promise<AttemptRecord[]> => read.sql<AttemptRecord[]>`
  select number, at, duration_ms as "durationMs", status, error, response_body as "responseBody" from webhook_attempts
  where tenant_id = ${read.tenantId} and delivery_id = ${deliveryId} order by number, at`;

/** Requeues failed deliveries of an endpoint, except muted ones. Returns how many. */
export async function requeueFailed(
  { tx }: Pick<WriteContext, "tx">,
  endpointId: string,
  since: string | undefined,
): Promise<number> {
  const { sql, tenantId } = tx;
  const { count } = await sql`
    update webhook_deliveries set state = 'pending', due_at = now(), finished_at = null, replay = true, requeued = true
    where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and state = 'failed' and muted_at is null
      ${since === undefined ? sql`` : sql`and created_at >= ${since}::text::timestamptz`}`;
  return count;
}

export interface ReplayRange {
  readonly from: string;
  readonly to: string;
  readonly types: readonly string[];
}

/** The events of a period that an endpoint's current filters match. */
const replayed = ({ sql, tenantId }: Read | Tx, endpointId: string, { from, to, types }: ReplayRange) => sql`
  from webhook_endpoints e join events v on v.tenant_id = e.tenant_id
  left join orders o on v.subject_type = 'order' and o.tenant_id = v.tenant_id and o.id = v.subject_id
  where e.tenant_id = ${tenantId} and e.id = ${endpointId}
    and v.at >= ${from}::text::timestamptz and v.at < ${to}::text::timestamptz and v.type <> 'webhook.test'
    and not exists (select from outbox w where w.n = v.n)
    and array['*', v.type, split_part(v.type, '.', 1) || '.*'] && e.event_types
    and array['*', v.type, split_part(v.type, '.', 1) || '.*'] && ${[...types]}::text[]
    and (cardinality(e.channel_ids) = 0 or o.channel_id = any(e.channel_ids))`;

/** Requeues events `v` for endpoints `e`, due at once, but after a pending cancellation of a resume. */
const queueAgain = ({ sql }: Tx) => sql`
  insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, n, type, subject_id, sequence, replay, due_at, created_at)
  select v.tenant_id, gen_random_uuid(), e.id, v.id, v.n, v.type, v.subject_id, v.sequence, true,
    (select clock_timestamp()), (select clock_timestamp())`;

/** Requeues an endpoint's events of a period. Returns how many. */
export async function queueReplay(
  { tx }: Pick<WriteContext, "tx">,
  endpointId: string,
  range: ReplayRange,
): Promise<number> {
  const { count } = await tx.sql`${queueAgain(tx)} ${replayed(tx, endpointId, range)}`;
  return count;
}

/** Requeues an order's events for an endpoint by its current filters, ignoring its channels. */
export async function queueOrderAgain(
  { tx, send }: Pick<WriteContext, "tx" | "send">,
  told: { endpointId: string; orderId: string },
): Promise<number> {
  const { count } = await tx.sql`
    ${queueAgain(tx)}
    from webhook_endpoints e join events v on v.tenant_id = e.tenant_id and v.subject_id = ${told.orderId}
    where e.tenant_id = ${tx.tenantId} and e.id = ${told.endpointId} and e.deleted_at is null
      and not exists (select from outbox w where w.n = v.n)
      and array['*', v.type, split_part(v.type, '.', 1) || '.*'] && e.event_types
    order by v.n`;
  if (count > 0) send(tx.sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`);
  return count;
}

/** How many a replay would queue, counted up to `most`. */
export async function countReplay(
  read: Read,
  endpointId: string,
  { most, ...range }: ReplayRange & { most: number },
): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*)::int from (select ${replayed(read, endpointId, range)} limit ${most}) r`;
  return row?.count ?? 0;
}
