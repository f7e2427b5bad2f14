import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** Below it every plan is fast. */
const SMALL = 300;
const GROWTH = 5;
/** Autovacuum makes statistics of larger tables in time. */
const LARGE = 1_000_000;
const LEAST_MS = 2000;

/**
 * Makes statistics of tables that have grown to several times their size since their last ones, and returns their names. It also discards the
 * prepared plans that use them: made while a table was nearly empty, when all indexes cost the same, they may read the
 * whole tenant for one order. Autovacuum looks once a minute, and a new hub can take thousands of orders in one.
 */
export async function analyzeGrown(sql: Sql<Types>): Promise<string[]> {
  const grown = await sql<{ name: string }[]>`
    select s.relname as name from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = current_schema() and c.relkind = 'r' and s.n_live_tup < ${LARGE}
      and s.n_live_tup > ${SMALL} + ${GROWTH} * greatest(c.reltuples, 0)
    order by s.relname`;
  for (const { name } of grown) await sql`analyze (skip_locked) ${sql(name)}`;
  return grown.map(({ name }) => name);
}

/** Runs `analyzeGrown` while rows are written, once at a time and not more often than every two seconds. */
export class YoungTables {
  readonly #sql: Sql<Types>;
  readonly #onError: (error: unknown) => void;
  #lookedAt = -Infinity;
  #looking: Promise<unknown> | undefined;

  constructor(sql: Sql<Types>, onError: (error: unknown) => void) {
    this.#sql = sql;
    this.#onError = onError;
  }

  /** Rows were written. */
  readonly noteRows = (): void => {
    const nowMs = performance.now();
    if (this.#looking !== undefined || nowMs - this.#lookedAt < LEAST_MS) return;
    this.#lookedAt = nowMs;
    this.#looking = analyzeGrown(this.#sql)
      .catch(this.#onError)
      .finally(() => (this.#looking = undefined));
  };

  async stop(): Promise<void> {
    this.#lookedAt = Infinity;
    await this.#looking;
  }
}
