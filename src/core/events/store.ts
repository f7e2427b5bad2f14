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

/** All tenants' events when no tenant is given: one reader serves a whole process. */
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
    where f.position > (select ${from.after}::bigint) ${mine}
    order by f.position limit ${from.limit}`;
}

/** An event's position in the feed: `waiting` before the relay has seen it; neither when its partition was dropped. */
export async function findPosition(
  read: Read,
  id: string,
): Promise<{ position: number | null; waiting: boolean } | undefined> {
  const [row] = await read.sql<{ position: number | null; waiting: boolean }[]>`
    select f.position, exists (select 1 from outbox o where o.n = e.n) as waiting
    from events e left join feed f on f.n = e.n and f.tenant_id = e.tenant_id
    where e.tenant_id = ${read.tenantId} and e.id = ${id}`;
  return row;
}

/** Everything after this position is kept. For an empty feed: the last position ever assigned. */
export async function feedFloor(read: Read): Promise<number> {
  const [row] = await read.sql<{ floor: number }[]>`
    select coalesce(
      (select min(position) - 1 from feed), -- every tenant_id: one line of positions for all
      (select case when is_called then last_value else 0 end from feed_positions)) as floor`;
  return row?.floor ?? 0;
}

const LONGEST_SCAN = 5000;

export interface Stretch {
  /** The last event scanned, whether it matched or not; null when there is none. */
  readonly position: number | null;
  readonly id: string | null;
  readonly full: boolean;
}

/** The next range of a tenant's feed that one page may scan, so that a rare filter costs no more than a common one. */
export async function nextStretch(read: Read, after: number): Promise<Stretch> {
  const [row] = await read.sql<Stretch[]>`
    with scanned as (
      select position, n from feed where tenant_id = ${read.tenantId} and position > ${after}
      order by position limit ${LONGEST_SCAN}
    ), last as (select position, n from scanned order by position desc limit 1)
    select l.position, e.id, (select count(*) from scanned) = ${LONGEST_SCAN} as "full"
    from last l join events e on e.n = l.n`;
  return row ?? { position: null, id: null, full: false };
}

export interface PageFilter {
  readonly after: number;
  readonly upTo: number;
  readonly types: readonly string[] | undefined;
  readonly subjectId: string | undefined;
  readonly channelIds: readonly string[] | undefined;
  readonly limit: number;
}

type ToldRow = Pick<FeedRow, "id" | "type" | "subjectType" | "subjectId" | "sequence" | "data" | "at">;
const told = (read: Read) => read.sql`
  e.id, e.type, e.subject_type as "subjectType", e.subject_id as "subjectId", e.sequence, e.data, e.at`;

export function readFeedPage(read: Read, { after, upTo, types, ...filter }: PageFilter): Promise<ToldRow[]> {
  const { sql, tenantId } = read;
  const subject = filter.subjectId === undefined ? sql`` : sql`and e.subject_id = ${filter.subjectId}`;
  const channel = filter.channelIds && sql`and f.channel_id = any(${[...filter.channelIds]}::uuid[])`;
  const exact = types?.filter((type) => !type.endsWith(".*"));
  const kinds = types?.filter((type) => type.endsWith(".*")).map((type) => type.slice(0, -2));
  const type =
    exact && kinds && sql`and (e.type = any(${exact}::text[]) or split_part(e.type, '.', 1) = any(${kinds}::text[]))`;
  return sql<ToldRow[]>`
    select ${told(read)} from feed f join events e on e.n = f.n
    where f.tenant_id = ${tenantId} and f.position > ${after} and f.position <= ${upTo}
      ${subject} ${channel ?? sql``} ${type ?? sql``}
    order by f.position limit ${filter.limit}`;
}

export async function findEvent(read: Read, id: string): Promise<ToldRow | undefined> {
  const [row] = await read.sql<ToldRow[]>`
    select ${told(read)} from events e where e.tenant_id = ${read.tenantId} and e.id = ${id}`;
  return row;
}

export const channelIds = (read: Read, codes: readonly string[]): Promise<{ id: string; code: string }[]> =>
  read.sql<{ id: string; code: string }[]>`
    select id, code from channels where tenant_id = ${read.tenantId} and code = any(${[...codes]}::text[])`;

export interface TimelineRow extends Omit<HubEvent, "position" | "at" | "channelId"> {
  at: Date;
}

/** The history of one aggregate, newest first. */
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

/** Age in seconds of the oldest event without a position. */
export async function relayLag(sql: Sql<Types>): Promise<number> {
  const [row] = await sql<{ lag: number | null }[]>`
    select extract(epoch from now() - min(e.at))::float8 as lag -- every tenant_id: one relay serves all
    from events e where e.n in (select n from outbox order by n limit 1)`;
  return row?.lag ?? 0;
}
