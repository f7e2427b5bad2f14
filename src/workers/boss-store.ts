import type { Db as BossDatabase } from "pg-boss";
import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** The part of a postgres.js client that pg-boss needs inside another caller's transaction. */
export function within(sql: Sql<Types>): BossDatabase {
  return { executeSql: async (text, values) => ({ rows: await rowsOf(sql, text, values) }) };
}

/** pg-boss over the shared pool and the shared listening connection. */
export function bossDatabase(db: { readonly sql: Sql<Types>; readonly listener: Sql<Types> }): BossDatabase {
  return {
    async executeSql(text, values) {
      if (!/^\s*begin\b/i.test(text)) return within(db.sql).executeSql(text, values);
      try {
        return await within(db.listener).executeSql(text, values); // a client of one connection may start a transaction itself
      } catch (error) {
        await db.listener`rollback`.simple(); // another process created the tables first
        throw error;
      }
    },
    async listen(channel, onNotification, onReconnect) {
      const listening = await db.listener.listen(channel, onNotification, onReconnect);
      return { close: () => listening.unlisten() };
    },
  };
}

/** Which of these queues have unfinished or parked jobs; a queue that was never created has none. */
export async function unfinished(sql: Sql<Types>, queues: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }[]>`
    select q.name from jobs.queue q where q.name = any(${[...queues]}::text[])
      and exists (select from jobs.job j where j.state < 'completed'
        and (j.name = q.name or (j.name = 'parked' and j.source_name = q.name)))`;
  return new Set(rows.map(({ name }) => name));
}

async function rowsOf(sql: Sql<Types>, text: string, values: Parameters<Sql<Types>["unsafe"]>[1]): Promise<unknown[]> {
  const result = await sql.unsafe(text, values);
  return result.flatMap((row: unknown) => (Array.isArray(row) ? row : [row])); // several statements: the rows of all
}

/** Those of the queues that have due jobs. */
export async function dueQueues(sql: Sql<Types>, names: readonly string[]): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select q.name from unnest(${[...names]}::text[]) as q(name)
    where exists (
      select from jobs.job_common j -- every tenant_id: workers serve all
      where j.name = q.name and j.state < 'active' and not j.blocked and j.start_after <= now())`;
  return rows.map(({ name }) => name);
}

/** An arbitrary advisory lock id, used by nothing else. */
const INDEX_LOCK = 7_236_158_404;

/**
 * Jobs are listed by tenant, but pg-boss indexes them by queue only. It creates its own tables, so these indexes are
 * added afterwards, by one process at a time.
 */
export async function indexTenants(sql: Sql<Types>): Promise<void> {
  const [row] = await sql<{ there: boolean }[]>`select to_regclass('jobs.job_tenant') is not null as there`;
  if (row?.there === true) return;
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${INDEX_LOCK})`;
    await tx`
      create index if not exists job_tenant_state on jobs.job_common ((coalesce(data->>'tenantId', '')), name, state)`;
    await tx`
      create index if not exists job_tenant on jobs.job_common
        ((coalesce(data->>'tenantId', '')), created_on desc, id desc)`;
  });
}
