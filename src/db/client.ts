import { PgDatabase, PgDialect } from "drizzle-orm/pg-core";
import { type PostgresJsQueryResultHKT, PostgresJsSession } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import type { TenantId } from "#core/kernel/ids.ts";
import type { Orm, Read, Tx, Types } from "#core/kernel/tx.ts";
import { HeldConnection } from "./held-connection.ts";

export interface Database {
  /** For what belongs to no tenant: sign-in, jobs, migrations. */
  readonly sql: Sql<Types>;
  /** For what follows from every event, by key or position: few connections, so that each soon has its plans and keeps them. */
  readonly steady: Sql<Types>;
  read(tenantId: TenantId): Read;
  /** The same for a caller who may leave: what runs on the server then ends, and nothing of anybody else. */
  reading<T>(tenantId: TenantId, left: AbortSignal, work: (read: Read) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one transaction. `work` gets `commit`, which it may send along with its last statements
   * so that they share a round trip; when it does not, the commit follows. A statement of postgres.js is sent when it
   * is awaited, a tick later than one that is executed: whatever must precede the commit is executed first.
   */
  transaction<T>(tenantId: TenantId, work: (tx: Tx, commit: () => Promise<void>) => Promise<T>): Promise<T>;
  /** How many transactions are under way, which the pool does not tell. */
  readonly running: () => number;
  /** A connection of its own that answers `listen`; apart from the pool, so that a full pool cannot starve it. */
  readonly listener: Sql<Types>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Longest a statement may run before the server ends it. */
  readonly statementTimeoutMs?: number;
  readonly applicationName?: string;
  /** Every row is found by an index: a plan made while a table was small must not read all of it once it is large. */
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
/** Text is JSON already: pg-boss and Drizzle hand over what they have written themselves. */
const asJson = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** Reads, writes and effects of one set of events beside each other, and one to spare. */
const STEADY_CONNECTIONS = 3;

/** Waits between attempts to connect stay short, so that calls fail at once while the server is away and work when it is back. */
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
  /** Whatever is in use at the moment of a call. */
  readonly pool: () => Sql<Types>;
  /**
   * One connection, which a transaction takes while it is free: postgres.js gives out those of a pool in turns, and a
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

/** Drizzle's own constructor wants a whole client; a session over any connection is what we need. */
function ormOver(sql: Sql<Types>): Orm {
  const session = new PostgresJsSession(sql, dialect, undefined, {});
  return new PgDatabase<PostgresJsQueryResultHKT>(dialect, session, undefined);
}

/** One tenant's share of a transaction that is under way and belongs to no tenant. */
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
  /** Apart from the pool, which may be full of what is to be cancelled. */
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

/** A transaction over no tenant in particular. */
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

/** PostgreSQL answers ROLLBACK to a COMMIT of a failed transaction, without an error. */
function refuseRollback(result: { command: string }): void {
  if (result.command !== "COMMIT") throw new Error("The transaction was rolled back by the server.");
}

async function settleAll<T>(begun: Promise<unknown>, working: Promise<T>): Promise<T> {
  const [begin, work] = await Promise.allSettled([begun, working]);
  if (begin.status === "rejected") throw begin.reason;
  if (work.status === "rejected") throw work.reason;
  return work.value;
}
