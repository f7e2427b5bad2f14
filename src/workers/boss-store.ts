import type { Db as BossDatabase } from "pg-boss";
import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** The part of a postgres.js client that a pg-boss call inside somebody else's transaction needs. */
export function within(sql: Sql<Types>): BossDatabase {
  return { executeSql: async (text, values) => ({ rows: await rowsOf(sql, text, values) }) };
}

/** pg-boss over our own pool and our own listening connection. */
export function bossDatabase(db: { readonly sql: Sql<Types>; readonly listener: Sql<Types> }): BossDatabase {
  return {
    async executeSql(text, values) {
      if (!/^\s*begin\b/i.test(text)) return within(db.sql).executeSql(text, values);
      try {
        return await within(db.listener).executeSql(text, values); // a client of one connection may begin by itself
      } catch (error) {
        await db.listener`rollback`.simple(); // as when another process has made the tables first
        throw error;
      }
    },
    async listen(channel, onNotification, onReconnect) {
      const listening = await db.listener.listen(channel, onNotification, onReconnect);
      return { close: () => listening.unlisten() };
    },
  };
}

/** Which of these queues have jobs that have not ended, or are parked; of one that was never made there are none. */
export async function unfinished(sql: Sql<Types>, queues: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }[]>`
    select q.name from jobs.queue q where q.name = any(${[...queues]}::text[])
      and exists (select from jobs.job j where j.state < 'completed'
        and (j.name = q.name or (j.name = 'parked' and j.source_name = q.name)))`;
  return new Set(rows.map(({ name }) => name));
}

async function rowsOf(sql: Sql<Types>, text: string, values: Parameters<Sql<Types>["unsafe"]>[1]): Promise<unknown[]> {
  const result = await sql.unsafe(text, values);
  return result.flatMap((row: unknown) => (Array.isArray(row) ? row : [row])); // several statements: all their rows
}

/** Those of the queues in which something is due. */
export async function dueQueues(sql: Sql<Types>, names: readonly string[]): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select q.name from unnest(${[...names]}::text[]) as q(name)
    where exists (
      select from jobs.job_common j -- every tenant_id: workers serve all
      where j.name = q.name and j.state < 'active' and not j.blocked and j.start_after <= now())`;
  return rows.map(({ name }) => name);
}

/** Any number will do, as long as nothing else in the database takes it. */
const INDEX_LOCK = 7_236_158_404;

/**
 * People look at jobs by tenant, pg-boss only by queue. Its tables are made by itself, so these indexes are ours to add
 * once they are there; one process at a time does it.
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
