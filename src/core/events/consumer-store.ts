import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";
import type { ConsumerEvent, Start } from "./consumer.ts";
import { FEED_CHANNEL } from "./relay.ts";

/** Notified on the feed's channel when cursors are released, so that others need not wait for the lease to expire. */
export const RELEASED = "released";

export async function ensureConsumers(
  sql: Sql<Types>,
  consumers: readonly { readonly name: string; readonly start: Start }[],
): Promise<void> {
  await sql`
    insert into consumers (name, position)
    select v.name, case when v.start = 'head' then coalesce((select max(position) from feed), 0) else 0 end
    from unnest(${consumers.map(({ name }) => name)}::text[], ${consumers.map(({ start }) => start)}::text[]) v(name, start)
    on conflict do nothing -- every tenant_id: one line of positions for all`;
}

export interface Hold {
  readonly names: readonly string[];
  readonly holder: string;
  readonly leaseMs: number;
}

export interface HeldCursor {
  readonly name: string;
  readonly position: number;
  /** Another process, or none, held it before. */
  readonly fresh: boolean;
  /** It has dead letters to redrive. */
  readonly redrive: boolean;
}

/** Claims free cursors and renews held ones; returns both. Skips rows that are locked. */
export const takeCursors = (sql: Sql<Types>, { names, holder, leaseMs }: Hold): Promise<HeldCursor[]> =>
  sql<HeldCursor[]>`
    update consumers c set holder = ${holder}, held_until = now() + ${leaseMs} * interval '1 millisecond',
      last_error = case when free.fresh then null else c.last_error end
    from (
      select name, holder is distinct from ${holder} as fresh from consumers
      where name = any(${[...names]}::text[]) and (holder is null or holder = ${holder} or held_until < now())
      for update skip locked
    ) free
    where c.name = free.name
    returning c.name, c.position, free.fresh, exists (
      select from consumer_dead_letters d -- every tenant_id: a consumer serves all
      where d.consumer = c.name and d.redrive_at is not null) as redrive`;

export async function releaseCursors(sql: Sql<Types>, { names, holder }: Hold): Promise<void> {
  await sql`
    with given as (
      update consumers set holder = null, held_until = now()
      where name = any(${[...names]}::text[]) and holder = ${holder} returning name
    )
    select pg_notify(${FEED_CHANNEL}, ${RELEASED}) where exists (select from given)`;
}

/** Locks the cursor for this transaction if the holder still owns it. */
export async function lockCursor(
  sql: Sql<Types>,
  { name, holder }: { name: string; holder: string },
): Promise<boolean> {
  const rows = await sql`select from consumers where name = ${name} and holder = ${holder} for update`;
  return rows.count === 1;
}

export interface Move {
  readonly holder: string;
  readonly names: readonly string[];
  readonly from: number;
  readonly to: number;
}

/**
 * Advances the cursors that this process still holds at the position it read, and returns them. The condition keeps
 * a process that was paused, or a commit whose response was lost, from applying an effect twice.
 */
export async function moveCursors(sql: Sql<Types>, { holder, names, from, to }: Move): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    update consumers set position = ${to}, updated_at = now()
    where name = any(${[...names]}::text[]) and holder = ${holder} and position = ${from}
    returning name`;
  return rows.map(({ name }) => name);
}

/** Advances the cursors and runs `effects` for those advanced, in one transaction. */
export async function moveWith(
  sql: Sql<Types>,
  move: Move,
  effects: (sql: Sql<Types>, moved: readonly string[]) => Promise<void>,
): Promise<string[]> {
  return sql.begin(async (transaction) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a transaction runs the same statements
    const tx = transaction as unknown as Sql<Types>;
    const moved = await moveCursors(tx, move);
    if (moved.length > 0) await effects(tx, moved);
    return moved;
  });
}

const PAGE_BYTES = 4_000_000;

const columns = (sql: Sql<Types>) => sql`
  e.n, e.tenant_id as "tenantId", e.id, e.type, e.subject_type as "subjectType", e.subject_id as "subjectId",
  e.sequence, e.data, e.transport, e.request_id as "requestId", e.trace, e.at,
  json_build_object('type', e.actor_type, 'id', e.actor_id, 'name', e.actor_name) as actor`;

export interface Page {
  readonly events: readonly ConsumerEvent[];
  /** Whether the feed has events after it. */
  readonly more: boolean;
}

/** The next events of all tenants up to a position. A page ends early when its data grows large. */
export async function readPage(
  sql: Sql<Types>,
  { after, upTo, limit }: { after: number; upTo: number | undefined; limit: number },
): Promise<Page> {
  const end = upTo === undefined ? sql`` : sql`and f.position <= (select ${upTo}::bigint)`;
  const rows = await sql<(ConsumerEvent & { bytes: number })[]>`
    select * from (
      select f.position, f.channel_id as "channelId", ${columns(sql)},
        sum(pg_column_size(e.data)) over (order by f.position) - pg_column_size(e.data) as bytes
      from (
        select position, n, channel_id from feed f -- every tenant_id: a consumer serves all
        where f.position > (select ${after}::bigint) ${end} order by f.position limit ${limit + 1}
      ) f join events e on e.n = f.n
    ) page order by position`;
  const fitting = rows.slice(0, limit).filter(({ bytes }) => bytes < PAGE_BYTES);
  return { events: fitting, more: fitting.length < rows.length };
}

export async function noteError(sql: Sql<Types>, name: string, error: string | null): Promise<void> {
  await sql`update consumers set last_error = ${error} where name = ${name}`;
}

/** Counts events that were dropped from the feed before it read them. */
export async function noteMissed(sql: Sql<Types>, name: string, gap: { error: string; missed: number }): Promise<void> {
  await sql`update consumers set last_error = ${gap.error}, missed = missed + ${gap.missed} where name = ${name}`;
}

/**
 * The oldest position that the feed keeps, when events after `position` were dropped. Positions rise with the
 * dropped months: while the feed holds one numbered event, nothing after it was dropped.
 */
export async function missedUpTo(sql: Sql<Types>, position: number): Promise<number | undefined> {
  const [row] = await sql<{ oldest: number }[]>`
    select oldest from (
      select coalesce((select min(position) from feed), (select last_value + 1 from feed_positions)) as oldest
    ) f -- every tenant_id: one line of positions for all
    where ${position} > 0 and oldest > ${position}::bigint + 1
      and not exists (select from feed where position <= ${position})`;
  return row?.oldest;
}

/** How many of these cursors have not reached a position. */
export async function countBehind(sql: Sql<Types>, names: readonly string[], position: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from consumers where name = any(${[...names]}::text[]) and position < ${position}`;
  return row?.count ?? 0;
}

export interface ConsumerState {
  readonly name: string;
  readonly position: number;
  /** Positions of the feed that it has not read yet. */
  readonly lag: number;
  readonly held: boolean;
  readonly lastError: string | null;
  /** Positions that were dropped from the feed before it read them. */
  readonly missed: number;
  readonly deadLetters: number;
}

export const readConsumers = (sql: Sql<Types>): Promise<ConsumerState[]> =>
  sql<ConsumerState[]>`
    select c.name, c.position, c.last_error as "lastError", c.missed,
      c.holder is not null and c.held_until >= now() as held,
      greatest(0, coalesce((select max(position) from feed), 0) - c.position) as lag,
      (select count(*)::int from consumer_dead_letters d where d.consumer = c.name) as "deadLetters"
    from consumers c order by c.name -- every tenant_id: a consumer serves all`;
