/**
 * `npm run bench -- --only statements`: statements and transactions per order with one caller, for everything: intake,
 * relay, consumers, mails, deliveries of two endpoints, jobs, one reader. Counted by PostgreSQL.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { openPool } from "#db/client.ts";
import { openCluster } from "#db/embedded-cluster.ts";
import { startEmbedded } from "#db/embedded.ts";
import { untilCaughtUp } from "./catch-up.ts";
import { ARTICLES, createFixture, CUSTOMERS, type Fixture } from "./fixture.ts";
import { keepResult, load, machine, quiet, say, startBare, startCrossdock, type Side } from "./servers.ts";
import { startSurroundings } from "./surroundings.ts";

const PORTS = { ours: 3991, bare: 3992, receiver: 3993 };
/** Counts statements; needs the extension. */
export const counting = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.max": 5000,
  track_activity_query_size: 4096,
};

interface Statement {
  readonly query: string;
  readonly perOrder: number;
  readonly msPerOrder: number;
}

interface Counted {
  readonly side: string;
  readonly orders: number;
  readonly statements: number;
  /** Without BEGIN, COMMIT and ROLLBACK. */
  readonly withoutFraming: number;
  /** Explicit transactions. */
  readonly begun: number;
  /** Including those of single statements and reads. */
  readonly transactions: number;
  readonly msInPostgres: number;
  readonly breakdown: readonly Statement[];
}

/** Counts one side's work for `seconds` of orders from one caller, until all effects are done. */
async function count(side: Side, admin: Sql, seconds: number): Promise<Counted> {
  const sql = openPool({ url: side.fixture.url, poolSize: 1 });
  const caughtUp = () => (side.name === "bare" ? 0 : untilCaughtUp(sql));
  await caughtUp();
  const before = await transactionsOf(admin, side.fixture);
  const ordersBefore = await ordersOf(sql);
  await admin`select pg_stat_statements_reset()`;
  const plan = { articles: ARTICLES, customers: CUSTOMERS, run: `s${process.pid}`, warmupSeconds: 0 };
  await load({
    ...plan,
    kind: "place-new",
    callers: 1,
    seconds,
    port: side.port,
    path: side.path,
    headers: side.headers,
  });
  const asked = await caughtUp();
  const orders = (await ordersOf(sql)) - ordersBefore;
  const rows = await admin<{ query: string; calls: number; ms: number }[]>`
    select query, calls::float8 as calls, total_exec_time as ms from pg_stat_statements s join pg_database d on d.oid = s.dbid
    where d.datname = ${nameOf(side.fixture)} and query not like '%/* bench */%' order by calls desc`;
  await side.stop(); // a backend reports its last transactions when it exits
  await sleep(500);
  const transactions = (await transactionsOf(admin, side.fixture)) - before - asked - 2;
  await sql.end();
  const statements = rows.reduce((sum, row) => sum + row.calls, 0);
  const framing = rows.filter(({ query }) => /^(begin|commit|rollback)$/i.test(query.trim()));
  return {
    side: side.name,
    orders,
    statements: statements / orders,
    withoutFraming: (statements - framing.reduce((sum, row) => sum + row.calls, 0)) / orders,
    begun:
      framing.filter(({ query }) => /^begin/i.test(query.trim())).reduce((sum, row) => sum + row.calls, 0) / orders,
    transactions: transactions / orders,
    msInPostgres: rows.reduce((sum, row) => sum + row.ms, 0) / orders,
    breakdown: rows.map(({ query, calls, ms }) => ({
      query: query.replaceAll(/\s+/g, " ").trim(),
      perOrder: calls / orders,
      msPerOrder: ms / orders,
    })),
  };
}

const nameOf = ({ url }: Fixture) => new URL(url).pathname.slice(1);

async function transactionsOf(admin: Sql, fixture: Fixture): Promise<number> {
  const [row] = await admin<{ n: number }[]>`
    select (xact_commit + xact_rollback)::float8 as n from pg_stat_database where datname = ${nameOf(fixture)}`;
  return row?.n ?? 0;
}

async function ordersOf(sql: Sql<{ int8: number }>): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select /* bench */ count(*)::int as n from orders`;
  return row?.n ?? 0;
}

function print({ side, orders, breakdown, ...of }: Counted): void {
  say(
    `${side}: ${orders} orders, ${of.statements.toFixed(2)} statements an order (${of.withoutFraming.toFixed(2)} without BEGIN and COMMIT),` +
      ` ${of.begun.toFixed(2)} transactions, ${of.transactions.toFixed(2)} with single statements, ${of.msInPostgres.toFixed(2)} ms in PostgreSQL`,
  );
  for (const { query, perOrder, msPerOrder } of breakdown.filter((each) => each.perOrder >= 0.005))
    say(`  ${perOrder.toFixed(2).padStart(6)}  ${msPerOrder.toFixed(3)} ms  ${query.slice(0, 130)}`);
}

/** Our role is no superuser and the superuser cannot log in, so the extension is created while the server is down. */
export async function addExtension(dataDir: string): Promise<void> {
  const server = await startEmbedded({ dataDir, log: quiet });
  const { username, pathname } = new URL(server.url);
  await server.stop();
  const cluster = await openCluster(join(dataDir, "postgres"));
  const statements = `create extension pg_stat_statements\ngrant execute on function pg_stat_statements_reset to ${username}\n`;
  const { output } = await cluster.run("postgres", ["--single", "-D", cluster.data, pathname.slice(1)], statements);
  if (/ERROR|FATAL|PANIC/.test(output)) throw new Error(output);
}

export async function benchStatements(seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  await addExtension(dataDir);
  const server = await startEmbedded({ dataDir, log: quiet, settings: counting });
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  const fixture = await createFixture(server.url, "bench_statements");
  const bareFixture = await createFixture(server.url, "bench_statements_bare");
  const ours = await startCrossdock(fixture, { port: PORTS.ours, dataDir, env: { ALLOW_PRIVATE_TARGETS: "true" } });
  const bare = await startBare(bareFixture, PORTS.bare, "lean");
  const around = await startSurroundings(ours, PORTS.receiver);
  try {
    const counted = [await count(ours, admin, seconds)];
    await around.stop();
    counted.push(await count(bare, admin, seconds));
    for (const each of counted) print(each);
    await keepResult("statements", { what: "statements an order", machine: machine(), seconds, counted });
  } finally {
    await Promise.all([around.stop(), ours.stop(), bare.stop()]);
    await Promise.all([fixture.drop(), bareFixture.drop()]);
    await admin.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
