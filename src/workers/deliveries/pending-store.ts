import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";
import type { StoredEvent } from "#core/webhooks/event-store.ts";

export interface Wanted {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly ordered: boolean;
  readonly limit: number;
}

export interface DueDelivery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly id: string;
  readonly n: number;
  readonly subjectId: string;
  /** Attempts so far. */
  readonly attempts: number;
  readonly createdMs: number;
  /** For ordered endpoints: the previous pending event of the same subject. */
  readonly prior: number | null;
}

/**
 * Due deliveries per endpoint, by due time and event. For ordered endpoints a delivery is left out while an earlier one
 * of its subject sorts behind it, so that the limit cuts off later events only. `inTurn`: it may be sent now.
 */
export async function readDue(sql: Sql<Types>, wanted: readonly Wanted[], now: Date): Promise<DueDelivery[]> {
  if (wanted.length === 0) return [];
  const at = now.toISOString();
  return sql<DueDelivery[]>`
    select d.tenant_id as "tenantId", d.endpoint_id as "endpointId", d.id, d.n, d.subject_id as "subjectId", d.attempts,
      extract(epoch from d.created_at)::float8 * 1000 as "createdMs",
      case when d.ordered = 1 then (
        select max(b.n) from webhook_deliveries b where b.tenant_id = d.tenant_id and b.endpoint_id = d.endpoint_id
          and b.subject_id = d.subject_id and b.state = 'pending' and b.n < d.n) end as prior
    from unnest((select ${wanted.map((lane) => lane.tenantId)}::uuid[]), (select ${wanted.map((lane) => lane.endpointId)}::uuid[]),
      (select ${wanted.map((lane) => (lane.ordered ? 1 : 0))}::int[]), (select ${wanted.map((lane) => lane.limit)}::int[])
    ) as w(tenant_id, endpoint_id, ordered, want)
    cross join lateral (
      select d.*, w.ordered from webhook_deliveries d
      where d.endpoint_id = w.endpoint_id and d.tenant_id = w.tenant_id and d.state = 'pending'
        and d.due_at <= (select ${at}::text::timestamptz)
        and (w.ordered = 0 or not exists (
          select from webhook_deliveries b where b.endpoint_id = d.endpoint_id and b.subject_id = d.subject_id
            and b.state = 'pending' and b.n < d.n and b.due_at > d.due_at))
      order by d.due_at, d.n limit w.want
    ) d
    order by d.endpoint_id, d.due_at, d.n`;
}

/** Excludes those behind one that is left out, though they fall due later: a retry may lie between the two. */
export function inTurn(due: readonly DueDelivery[]): DueDelivery[] {
  const going = new Set<string>();
  return due.filter(({ endpointId, subjectId, n, prior }) => {
    if (prior !== null && !going.has(`${endpointId} ${subjectId} ${prior}`)) return false;
    going.add(`${endpointId} ${subjectId} ${n}`);
    return true;
  });
}

interface EventRow extends Omit<StoredEvent, "at"> {
  n: number;
  atMs: number;
}

/** The events, each once for all endpoints that receive it. */
export async function readEvents(sql: Sql<Types>, positions: readonly number[]): Promise<Map<number, StoredEvent>> {
  if (positions.length === 0) return new Map();
  const rows = await sql<EventRow[]>`
    select e.n, e.id, e.type, e.subject_type as "subjectType", e.subject_id as "subjectId", e.sequence, e.data, e.trace,
      extract(epoch from e.at)::float8 * 1000 as "atMs"
    from events e where e.n = any((select ${[...new Set(positions)]}::bigint[])::bigint[])`;
  return new Map(rows.map(({ n, atMs, ...event }) => [n, { ...event, at: new Date(atMs) }]));
}
