import type { Sql } from "postgres";

/** Milliseconds until the database responds; null when it does not. */
export async function databaseLatency(sql: Sql): Promise<number | null> {
  const startedMs = performance.now();
  return sql`select 1`.then(
    () => Math.round((performance.now() - startedMs) * 10) / 10,
    () => null,
  );
}
