import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** Tables with a retention: partitioned by month, each kept at least this long. Events themselves are permanent. */
const MONTHLY = [
  { table: "feed", keep: "14 days", unreadKeep: "60 days" },
  { table: "webhook_deliveries", keep: "60 days", unreadKeep: undefined },
  { table: "webhook_attempts", keep: "60 days", unreadKeep: undefined },
] as const;
/** A consumer without a holder for so long counts as abandoned, and no longer delays the cleanup. */
const ALIVE = "14 days";

/** Creates the partitions of this month and the next two: a server that was down for long must start. */
export async function ensureMonths(sql: Sql<Types>): Promise<void> {
  for (const { table } of MONTHLY) await sql`select ensure_month_partitions(${table})`;
}

/** The same, and drops expired partitions. Returns how many were dropped. */
export async function turnMonths(sql: Sql<Types>): Promise<number> {
  await ensureMonths(sql);
  let dropped = 0;
  for (const { table, keep, unreadKeep } of MONTHLY) {
    const kept = unreadKeep === undefined ? keep : await untilRead(sql, keep, unreadKeep);
    const [row] = await sql<{ dropped: number }[]>`
      select drop_month_partitions(${table}, ${kept}::text::interval) as dropped`;
    dropped += row?.dropped ?? 0;
  }
  return dropped;
}

/** Unread events of active consumers are kept longer, but not for ever: a broken one must not fill the disk. */
async function untilRead(sql: Sql<Types>, keep: string, longest: string): Promise<string> {
  const [unread] = await sql<{ kept: string }[]>`
    select greatest(${keep}::text::interval, least(${longest}::text::interval, now() - f.at))::text as kept from feed f
    where f.position > (select min(position) from consumers where held_until > now() - ${ALIVE}::text::interval)
    order by f.position limit 1`;
  return unread?.kept ?? keep;
}
