import { PgDatabase, PgDialect } from "drizzle-orm/pg-core";
import { type PostgresJsQueryResultHKT, PostgresJsSession } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import type { TenantId } from "#core/kernel/ids.ts";
import type { Orm, Read, Tx, Types } from "#core/kernel/tx.ts";
import { HeldConnection } from "./held-connection.ts";

export interface Database {
  /** For tenant-independent tables: sign-in, jobs, migrations. */
  readonly sql: Sql<Types>;
  /** For event consumers, by key or position: few connections, so that each soon has all plans prepared. */
  readonly steady: Sql<Types>;
  read(tenantId: TenantId): Read;
  /** The same for a caller who may disconnect: its running statement is cancelled, and no other. */
  reading<T>(tenantId: TenantId, left: AbortSignal, work: (read: Read) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one transaction. `work` gets `commit`, which it may pipeline with its last statements to save a
   * round trip; when it does not, the commit follows. A postgres.js statement is sent when it is awaited, a tick later
   * than an executed one: whatever must precede the commit is executed first.
   */
  transaction<T>(tenantId: TenantId, work: (tx: Tx, commit: () => Promise<void>) => Promise<T>): Promise<T>;
  /** Number of open transactions, which the pool does not expose. */
  readonly running: () => number;
  /** Opens its own connection for `listen`, so that an exhausted pool cannot starve it. */
  readonly listener: Sql<Types>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Statement timeout. */
  readonly statementTimeoutMs?: number;
  readonly applicationName?: string;
  /** Always uses indexes: a plan made while a table was small must not scan it once it is large. */
  readonly byKey?: boolean;
}

const int8 = {
  to: 20,
  from: [20],
  serialize: String,
  parse: (text: string) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond the safe integer range`);
    return value;
  },
};

const JSON_TYPES = [114, 3802];
/** Text is JSON already: pg-boss and Drizzle serialise it themselves. */
const asJson = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** Concurrent reads, writes and effects of one batch of events, and one spare. */
const STEADY_CONNECTIONS = 3;

/** A short reconnect delay: calls fail fast while the server is down and work once it is back. */
const BACKOFF_S = 0.1;

export function openPool(options: DatabaseOptions): Sql<Types> {
  const sql: Sql<Types> = postgres(options.url, {
    types: { int8 },
    max: options.poolSize,
    idle_timeout: 300,
    connect_timeout: 5,
    backoff: () => BACKOFF_S,
    onnotice: () => {},
    connection: {
      application_name: options.applicationName ?? "crossdock",
      statement_timeout: options.statementTimeoutMs ?? 15_000,
      idle_in_transaction_session_timeout: 60_000,
      timezone: "UTC",
      ...(options.byKey === true ? { enable_seqscan: "off" } : {}),
    },
  });
  for (const type of JSON_TYPES) sql.options.serializers[type] = asJson;
  return Object.assign(sql, { begin: (work: (sql: Sql<Types>) => Promise<unknown>) => beginOn(sql, work) });
}

export const openSteady = (options: DatabaseOptions): Sql<Types> =>
  openPool({ ...options, poolSize: STEADY_CONNECTIONS, byKey: true });

export function connect(options: DatabaseOptions): Database {
  const sql = openPool(options);
  const first = openPool({ ...options, poolSize: 1 });
  const steady = openSteady(options);
  const listener = openPool({ ...options, poolSize: 1 });
  return {
    sql,
    steady,
    listener,
    ...tenantAccess({ pool: () => sql, first: () => first, aside: listener }),
    close: async () => {
      const pools = [sql, first, steady].map((pool) => pool.end({ timeout: 5 }));
      await Promise.all([...pools, listener.end({ timeout: 1 })]);
    },
  };
}

interface Access {
  /** The clients currently in use. */
  readonly pool: () => Sql<Types>;
  /**
   * One connection, preferred by transactions while it is free: the pool hands out its connections in turns, and a
   * backend that has just run the same statements is faster than one that ran them ten orders ago.
   */
  readonly first: () => Sql<Types>;
  readonly aside: Sql<Types>;
}

/** The tenant-bound half of a database. */
export function tenantAccess({
  pool,
  first,
  aside,
}: Access): Pick<Database, "read" | "reading" | "transaction" | "running"> {
  let running = 0;
  let isFirstTaken = false;
  return {
    running: () => running,
    read: (tenantId) => readOf(tenantId, pool()),
    reading: (tenantId, left, work) => reading({ pool: pool(), aside, left }, (sql) => work(readOf(tenantId, sql))),
    transaction: async (tenantId, work) => {
      running += 1;
      const isFirst = !isFirstTaken;
      isFirstTaken = true;
      try {
        return await transaction(isFirst ? first() : pool(), tenantId, work);
      } finally {
        running -= 1;
        if (isFirst) isFirstTaken = false;
      }
    },
  };
}

const dialect = new PgDialect();

/** Drizzle's own constructor wants a whole client; a session works over any connection. */
function ormOver(sql: Sql<Types>): Orm {
  const session = new PostgresJsSession(sql, dialect, undefined, {});
  return new PgDatabase<PostgresJsQueryResultHKT>(dialect, session, undefined);
}

/** Binds one tenant to a running transaction that belongs to none. */
export const tenantTx = (sql: Sql<Types>, tenantId: TenantId): Tx =>
  Object.assign(readOf(tenantId, sql), { writable: true as const });

function readOf(tenantId: TenantId, sql: Sql<Types>): Read {
  let orm: Orm | undefined;
  return {
    tenantId,
    sql,
    get orm() {
      orm ??= ormOver(sql);
      return orm;
    },
  };
}

interface Reading {
  readonly pool: Sql<Types>;
  /** Separate from the pool, which the statements to cancel may exhaust. */
  readonly aside: Sql<Types>;
  readonly left: AbortSignal;
}

async function reading<T>({ pool, aside, left }: Reading, work: (sql: Sql<Types>) => Promise<T>): Promise<T> {
  const connection = new HeldConnection(pool);
  let cancelling: Promise<void> | undefined;
  const onLeft = () => void (cancelling = connection.cancel(left.reason, aside));
  left.addEventListener("abort", onLeft, { once: true });
  try {
    return await settleAll(connection.begun, work(connection.sql));
  } finally {
    left.removeEventListener("abort", onLeft);
    if (cancelling === undefined) void connection.rollback();
    else void cancelling.then(() => connection.rollback());
  }
}

async function transaction<T>(
  pool: Sql<Types>,
  tenantId: TenantId,
  work: (tx: Tx, commit: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const connection = new HeldConnection(pool);
  // Row-level security would set its tenant here: select set_config('crossdock.tenant', …, true).
  let committed: Promise<void> | undefined;
  const commit = () => (committed ??= connection.commit().then(refuseRollback));
  try {
    const tx = tenantTx(connection.sql, tenantId);
    const result = await settleAll(connection.begun, work(tx, commit));
    await commit();
    return result;
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}

/** A transaction without a tenant. */
async function beginOn<T>(pool: Sql<Types>, work: (sql: Sql<Types>) => Promise<T>): Promise<T> {
  const connection = new HeldConnection(pool);
  try {
    const result = await settleAll(connection.begun, work(connection.sql));
    refuseRollback(await connection.commit());
    return result;
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}

/** PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, without an error. */
function refuseRollback(result: { command: string }): void {
  if (result.command !== "COMMIT") throw new Error("The transaction was rolled back by the server.");
}

async function settleAll<T>(begun: Promise<unknown>, working: Promise<T>): Promise<T> {
  const [begin, work] = await Promise.allSettled([begun, working]);
  if (begin.status === "rejected") throw begin.reason;
  if (work.status === "rejected") throw work.reason;
  return work.value;
}
