import type { Sql } from "postgres";
import type { HubEvent } from "../kernel/event.ts";
import type { Read, Types } from "../kernel/tx.ts";

export interface FeedRow extends Omit<HubEvent, "at"> {
  tenantId: string;
  at: Date | string;
}

/** The highest position that any reader can have seen. */
export async function feedHead(sql: Sql<Types>): Promise<number> {
  const [row] = await sql<{ head: number | null }[]>`
    select max(position) as head from feed -- every tenant_id: one line of positions for all
  `;
  return row?.head ?? 0;
}

/** All tenants' events when no tenant is named: one reader serves a whole process. */
export function readFeed(
  sql: Sql<Types>,
  from: { after: number; limit: number; tenantId?: string },
): Promise<FeedRow[]> {
  const mine = from.tenantId === undefined ? sql`` : sql`and f.tenant_id = ${from.tenantId}`;
  return sql<FeedRow[]>`
    select f.position, f.tenant_id as "tenantId", e.id, e.type, e.subject_type as "subjectType",
      e.subject_id as "subjectId", f.channel_id as "channelId", e.sequence, e.data, e.transport,
      e.request_id as "requestId", e.at,
      json_build_object('type', e.actor_type, 'id', e.actor_id, 'name', e.actor_name) as actor
    from feed f join events e on e.n = f.n
    where f.position > ${from.after} ${mine}
    order by f.position limit ${from.limit}`;
}

export interface TimelineRow extends Omit<HubEvent, "position" | "at" | "channelId"> {
  at: Date;
}

/** What happened to one aggregate, newest first. */
export function readTimeline(
  read: Read,
  subjectId: string,
  page: { before: number; limit: number },
): Promise<TimelineRow[]> {
  return read.sql<TimelineRow[]>`
    select e.id, e.type, e.subject_type as "subjectType", e.subject_id as "subjectId", e.sequence, e.data, e.transport,
      e.request_id as "requestId", e.at,
      json_build_object('type', e.actor_type, 'id', e.actor_id, 'name', e.actor_name) as actor
    from events e
    where e.tenant_id = ${read.tenantId} and e.subject_id = ${subjectId} and e.sequence < ${page.before}
    order by e.sequence desc limit ${page.limit}`;
}

/** Seconds that the oldest event without a position has been waiting. */
export async function relayLag(sql: Sql<Types>): Promise<number> {
  const [row] = await sql<{ lag: number | null }[]>`
    select extract(epoch from now() - min(e.at))::float8 as lag -- every tenant_id: one relay serves all
    from events e where e.n in (select n from outbox order by n limit 1)`;
  return row?.lag ?? 0;
}
