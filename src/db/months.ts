import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** Tables whose rows expire: partitioned by month, each kept at least this long. Events themselves stay for good. */
const MONTHLY = [
  { table: "feed", keep: "14 days" },
  { table: "webhook_deliveries", keep: "60 days" },
  { table: "webhook_attempts", keep: "60 days" },
] as const;

/** Makes room for this month and the two to come: a server that stood still for a season must start. */
export async function ensureMonths(sql: Sql<Types>): Promise<void> {
  for (const { table } of MONTHLY) await sql`select ensure_month_partitions(${table})`;
}

/** The same, and drops the months that nobody needs. Answers how many were dropped. */
export async function turnMonths(sql: Sql<Types>): Promise<number> {
  await ensureMonths(sql);
  let dropped = 0;
  for (const { table, keep } of MONTHLY) {
    const [row] = await sql<{ dropped: number }[]>`
      select drop_month_partitions(${table}, ${keep}::interval) as dropped`;
    dropped += row?.dropped ?? 0;
  }
  return dropped;
}
