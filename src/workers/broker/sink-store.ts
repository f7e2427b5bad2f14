import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export type Start = "head" | "beginning";

export interface Hold {
  readonly name: string;
  readonly holder: string;
  readonly leaseMs: number;
}

const lease = (sql: Sql<Types>, { leaseMs }: Hold) => sql`now() + ${leaseMs} * interval '1 millisecond'`;

/** A sink that is not known yet begins behind the last event, or before the oldest that the feed keeps. */
export async function ensureSink(sql: Sql<Types>, name: string, start: Start): Promise<void> {
  await sql`
    insert into broker_sinks (name, position)
    select ${name}, case when ${start} = 'head' then coalesce((select max(position) from feed), 0) else 0 end
    on conflict do nothing`; // every tenant_id: one line of positions for all
}

/** Answers the stored position, or nothing while another process holds the sink. */
export async function holdSink(sql: Sql<Types>, hold: Hold): Promise<number | undefined> {
  const [row] = await sql<{ position: number }[]>`
    update broker_sinks set holder = ${hold.holder}, held_until = ${lease(sql, hold)}
    where name = ${hold.name} and (holder is null or holder = ${hold.holder} or held_until < now())
    returning position`;
  return row?.position;
}

/** Writes how far the broker has acknowledged. False when the sink is held by another by now. */
export async function advanceSink(sql: Sql<Types>, hold: Hold, position: number): Promise<boolean> {
  const { count } = await sql`
    update broker_sinks set position = ${position}, held_until = ${lease(sql, hold)}, updated_at = now()
    where name = ${hold.name} and holder = ${hold.holder}`;
  return count === 1;
}

export async function releaseSink(sql: Sql<Types>, { name, holder }: Hold): Promise<void> {
  await sql`update broker_sinks set holder = null, held_until = null where name = ${name} and holder = ${holder}`;
}

export async function noteTrouble(sql: Sql<Types>, name: string, trouble: string | null): Promise<void> {
  await sql`update broker_sinks set last_error = ${trouble} where name = ${name}`;
}

/**
 * The oldest position that the feed keeps, when events behind `position` are gone from it. Positions rise with the
 * months that are dropped: as long as the feed has one that was given, nothing behind it is gone.
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

export interface SinkState {
  readonly name: string;
  readonly position: number;
  /** Positions of the feed that the broker has not been given. */
  readonly lag: number;
  readonly lastError: string | null;
}

export const readSinks = (sql: Sql<Types>): Promise<SinkState[]> =>
  sql<SinkState[]>`
    select s.name, s.position, s.last_error as "lastError",
      greatest(0, coalesce((select max(position) from feed), 0) - s.position) as lag -- every tenant_id: a sink serves all
    from broker_sinks s order by s.name`;
