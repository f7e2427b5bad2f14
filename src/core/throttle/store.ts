import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";

/** The counted key, stored as a hash, so that the table reveals no emails. */
export const throttleKey = (name: string): string => createHash("sha256").update(name).digest("base64url");

export interface Window {
  key: string;
  failures: number;
  startedAt: Date;
}

/**
 * Counts an attempt before it is made, so that parallel attempts cannot all pass the limit. Keys are written in sorted
 * order to avoid deadlocks.
 */
export function countTry(
  sql: Sql<Types>,
  keys: readonly string[],
  { now, windowMs }: { now: Date; windowMs: number },
): Promise<Window[]> {
  const expired = new Date(now.getTime() - windowMs);
  return sql<Window[]>`
    insert into sign_in_throttles as t (key, failures, started_at)
    select k, 1, ${now} from unnest(${keys.toSorted()}::text[]) k
    on conflict (key) do update set
      failures = case when t.started_at <= ${expired} then 1 else t.failures + 1 end,
      started_at = case when t.started_at <= ${expired} then excluded.started_at else t.started_at end
    returning key, failures, started_at as "startedAt"`;
}

/** Windows that have not ended. */
export const readTries = (sql: Sql<Types>, keys: readonly string[], since: Date): Promise<Window[]> => sql<Window[]>`
  select key, failures, started_at as "startedAt" from sign_in_throttles
  where key = any(${[...keys]}::text[]) and started_at > ${since}`;

/**
 * After a success: resets the pair's own counter, takes this attempt off the shared ones, and deletes expired windows.
 */
export async function forgive(
  sql: Sql<Types>,
  { own, shared }: { own: string; shared: readonly string[] },
  now: Date,
): Promise<void> {
  const old = new Date(now.getTime() - 24 * 3_600_000);
  await Promise.all([
    sql`delete from sign_in_throttles where key = ${own}`,
    sql`delete from sign_in_throttles where key in (
      select key from sign_in_throttles where started_at < ${old} limit 100 for update skip locked)`,
    sql`
      update sign_in_throttles set failures = failures - 1
      where key in (select key from sign_in_throttles where key = any(${[...shared]}::text[]) order by key for update)
        and failures > 0`,
  ]);
}
