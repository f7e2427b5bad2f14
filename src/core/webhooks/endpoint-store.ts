import { insertRows } from "#db/bulk.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { countsAsFailed } from "./delivery-store.ts";
import type { Counts, EndpointRecord, HealthRecord, HourRecord } from "./record.ts";

const endpointColumns = ({ sql }: Pick<Read, "sql">) => sql`
  e.id, e.url, e.description, e.event_types as "eventTypes", e.channel_ids as "channelIds",
  array(select c.code from channels c where c.tenant_id = e.tenant_id and c.id = any(e.channel_ids) order by c.code) as channels,
  e.headers, e.signing, e.payload, e.transform, e.ordered, e.max_per_second as "maxPerSecond",
  e.max_concurrent as "maxConcurrent", e.status, e.disabled_reason as "disabledReason", e.skip_through as "skipThrough", e.version,
  e.created_at as "createdAt", e.updated_at as "updatedAt"`;

const healthColumns = ({ sql }: Pick<Read, "sql">) => sql`
  l.failures, l.failing_since as "failingSince", l.open_until as "openUntil", l.noticed,
  l.last_success_at as "lastSuccessAt", l.last_failure_at as "lastFailureAt", l.last_error as "lastError"`;

/** For `e`, an endpoint, and `l`, its lane. */
export const isFailing = ({ sql }: Pick<Read, "sql">) =>
  sql`((l.failing_since is not null and e.status <> 'disabled') or e.disabled_reason = 'failing')`;

const COUNTED_TO = 10_000;

/** Counts are capped, so that an endpoint with many failures does not slow its list. */
const countColumns = (read: Pick<Read, "sql">) => read.sql`
  (select count(*)::int from (select from webhook_deliveries d
    where d.endpoint_id = e.id and d.state = 'pending' limit ${COUNTED_TO}) p) as pending,
  (select count(*)::int from (select from webhook_deliveries d
    where d.tenant_id = e.tenant_id and d.endpoint_id = e.id and ${countsAsFailed(read)} limit ${COUNTED_TO}) f) as failed,
  coalesce((select sum(h.succeeded)::int from webhook_hours h where h.tenant_id = e.tenant_id and h.endpoint_id = e.id
    and h.hour > now() - interval '24 hours'), 0) as "succeeded24h",
  coalesce((select sum(h.failed)::int from webhook_hours h where h.tenant_id = e.tenant_id and h.endpoint_id = e.id
    and h.hour > now() - interval '24 hours'), 0) as "failed24h"`;

export type EndpointDetailRecord = EndpointRecord & HealthRecord & Counts;

export async function readEndpointPage(
  read: Read,
  { status, failing, limit }: { status?: string | undefined; failing?: true | undefined; limit: number },
  after: Keyset | undefined,
): Promise<EndpointDetailRecord[]> {
  const { sql, tenantId } = read;
  return sql<EndpointDetailRecord[]>`
    select ${endpointColumns(read)}, ${healthColumns(read)}, ${countColumns(read)}
    from webhook_endpoints e join webhook_lanes l on l.tenant_id = e.tenant_id and l.endpoint_id = e.id
    where e.tenant_id = ${tenantId} and e.deleted_at is null
      ${status === undefined ? sql`` : sql`and e.status = ${status}`}
      ${failing === undefined ? sql`` : sql`and ${isFailing(read)}`}
      ${after === undefined ? sql`` : sql`and (e.created_at, e.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by e.created_at desc nulls last, e.id desc nulls last limit ${limit}`;
}

export async function readEndpointDetail(read: Read, id: string): Promise<EndpointDetailRecord | undefined> {
  const [row] = await read.sql<EndpointDetailRecord[]>`
    select ${endpointColumns(read)}, ${healthColumns(read)}, ${countColumns(read)}
    from webhook_endpoints e join webhook_lanes l on l.tenant_id = e.tenant_id and l.endpoint_id = e.id
    where e.tenant_id = ${read.tenantId} and e.id = ${id} and e.deleted_at is null`;
  return row;
}

/** Includes deleted ones: their deliveries are still listed. */
export async function readEndpoint(read: Read, id: string): Promise<EndpointRecord | undefined> {
  const [row] = await read.sql<EndpointRecord[]>`
    select ${endpointColumns(read)} from webhook_endpoints e where e.tenant_id = ${read.tenantId} and e.id = ${id}`;
  return row;
}

export async function lockEndpoint(tx: Tx, id: string): Promise<EndpointRecord | undefined> {
  const [row] = await tx.sql<EndpointRecord[]>`
    select ${endpointColumns(tx)} from webhook_endpoints e
    where e.tenant_id = ${tx.tenantId} and e.id = ${id} and e.deleted_at is null for no key update of e`;
  return row;
}

export function insertEndpoint({ tx, send }: WriteContext, endpoint: EndpointRecord): void {
  send(insertRows(tx.sql, "webhook_endpoints", [{ tenant_id: tx.tenantId, id: endpoint.id, ...columnsOf(endpoint) }]));
  send(tx.sql`insert into webhook_lanes (tenant_id, endpoint_id) values (${tx.tenantId}, ${endpoint.id})`);
}

const columnsOf = (endpoint: EndpointRecord) => ({
  url: endpoint.url,
  description: endpoint.description,
  event_types: endpoint.eventTypes,
  channel_ids: endpoint.channelIds,
  headers: endpoint.headers,
  signing: endpoint.signing,
  payload: endpoint.payload,
  transform: endpoint.transform,
  ordered: endpoint.ordered,
  max_per_second: endpoint.maxPerSecond,
  max_concurrent: endpoint.maxConcurrent,
  status: endpoint.status,
  disabled_reason: endpoint.disabledReason,
  skip_through: endpoint.skipThrough,
  version: endpoint.version,
  created_at: endpoint.createdAt,
  updated_at: endpoint.updatedAt,
});

/** Updates the mutable columns of a locked endpoint. */
export function updateEndpoint({ tx, send }: WriteContext, endpoint: EndpointRecord): void {
  const columns = JSON.stringify(columnsOf(endpoint));
  send(tx.sql`
    update webhook_endpoints e set url = r.url, description = r.description, event_types = r.event_types,
      channel_ids = r.channel_ids, headers = r.headers, payload = r.payload, transform = r.transform,
      ordered = r.ordered, max_per_second = r.max_per_second, max_concurrent = r.max_concurrent, status = r.status,
      disabled_reason = r.disabled_reason, skip_through = r.skip_through, version = r.version, updated_at = r.updated_at
    from json_populate_record(null::webhook_endpoints, ${columns}::text::json) r
    where e.tenant_id = ${tx.tenantId} and e.id = ${endpoint.id}`);
}

const CANCELLED_AT_ONCE = 10_000;

/**
 * Cancels an endpoint's pending deliveries, up to a limit per transaction. Returns null when that was all, else
 * the time through which a worker cancels the rest.
 */
export async function cancelWaiting({ tx, now }: WriteContext, endpointId: string): Promise<Date | null> {
  const [row] = await tx.sql<{ count: number; at: Date }[]>`
    with cancelled as (
      update webhook_deliveries set state = 'cancelled', requeued = false, finished_at = ${now.toISOString()}::text::timestamptz
      where tenant_id = ${tx.tenantId} and endpoint_id = ${endpointId} and state = 'pending'
        and due_at <= coalesce((select due_at from webhook_deliveries
          where tenant_id = ${tx.tenantId} and endpoint_id = ${endpointId} and state = 'pending'
          order by due_at offset ${CANCELLED_AT_ONCE - 1} limit 1), 'infinity')
      returning id)
    select count(*)::int as count, clock_timestamp() as at from cancelled`;
  return row === undefined || row.count < CANCELLED_AT_ONCE ? null : row.at;
}

/** Deletes the endpoint, its secrets and its lane. Pending deliveries are cancelled first: workers lock them first. */
export function removeEndpoint({ tx, send, now }: WriteContext, id: string, skipThrough: Date | null): void {
  send(tx.sql`
    update webhook_endpoints set deleted_at = ${now.toISOString()}::text::timestamptz, headers = '{}', version = version + 1,
      skip_through = ${skipThrough?.toISOString() ?? null}::text::timestamptz
    where tenant_id = ${tx.tenantId} and id = ${id}`);
  send(tx.sql`delete from webhook_secrets where tenant_id = ${tx.tenantId} and endpoint_id = ${id}`);
  send(tx.sql`delete from webhook_lanes where tenant_id = ${tx.tenantId} and endpoint_id = ${id}`);
}

/** Resets the endpoint's failures and pause. */
export function resetHealth({ tx, send }: WriteContext, id: string): void {
  send(tx.sql`
    update webhook_lanes set failures = 0, failing_since = null, open_until = null, noticed = 0, last_error = null
    where tenant_id = ${tx.tenantId} and endpoint_id = ${id}`);
}

/** Records a failure notice; no effect when a higher one was recorded, or the endpoint has recovered. */
export async function raiseNotice(tx: Tx, id: string, percent: number): Promise<{ failingSince: Date } | undefined> {
  const [row] = await tx.sql<{ failingSince: Date }[]>`
    update webhook_lanes set noticed = ${percent}
    where tenant_id = ${tx.tenantId} and endpoint_id = ${id} and noticed < ${percent} and failing_since is not null
    returning failing_since as "failingSince"`;
  return row;
}

export async function channelIdsOf(read: Read, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await read.sql<{ id: string; code: string }[]>`
    select id, code from channels where tenant_id = ${read.tenantId} and code = any(${[...codes]}::text[])`;
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** Every hour of a period, including those without attempts. */
export const readHours = (read: Read, id: string, { from, to }: { from: Date; to: Date }): Promise<HourRecord[]> =>
  read.sql<HourRecord[]>`
    select s.hour, coalesce(h.succeeded, 0) as succeeded, coalesce(h.failed, 0) as failed,
      coalesce(h.durations, '{}') as durations
    from generate_series(date_trunc('hour', ${from.toISOString()}::text::timestamptz, 'UTC'),
      ${to.toISOString()}::text::timestamptz, interval '1 hour') as s(hour)
    left join webhook_hours h on h.tenant_id = ${read.tenantId} and h.endpoint_id = ${id} and h.hour = s.hour
    order by s.hour`;
