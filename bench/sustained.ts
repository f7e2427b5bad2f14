/**
 * `npm run bench -- --only sustained`: orders of new customers until all effects are done (mails, two webhook
 * endpoints, one reader of the stream), compared with a bare server that writes order, lines, stock and outbox.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPool } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { untilCaughtUp, waiting } from "./catch-up.ts";
import { ARTICLES, createFixture, CUSTOMERS } from "./fixture.ts";
import type { Measured, Plan } from "./load.ts";
import {
  costOf,
  keepResult,
  load,
  machine,
  postgresCpu,
  quiet,
  say,
  type Side,
  startBare,
  startCrossdock,
} from "./servers.ts";
import { startSurroundings, type Surroundings } from "./surroundings.ts";

const PORTS = { ours: 3996, bare: 3997, receiver: 3998 };
/** Long enough that deferred work has to be done. */
const LONG_ENOUGH_S = 20;
const OTHER_CALLERS = [1, 8] as const;
const BUSY_CALLERS = 32;

interface Run {
  readonly side: string;
  readonly callers: number;
  readonly orders: number;
  /** During the load. */
  readonly takenPerSecond: number;
  /** Until every consumer had caught up. */
  readonly sustainedPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
  /** Shares of a core over the whole time. */
  readonly cpu: { readonly server: number; readonly postgres: number; readonly load: number };
  /** Of server and PostgreSQL: more reliable than rates on a machine with other work. */
  readonly cpuMsPerOrder: number;
}

let runs = 0;
const planOf = ({ port, path, headers }: Side, plan: Pick<Plan, "kind" | "callers" | "seconds">): Plan => ({
  warmupSeconds: 0,
  articles: ARTICLES,
  customers: CUSTOMERS,
  run: `t${process.pid}-${(runs += 1)}`,
  port,
  path,
  headers,
  ...plan,
});

async function ordersOf(side: Side): Promise<number> {
  const sql = openPool({ url: side.fixture.url, poolSize: 1 });
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from orders -- every tenant_id: there is one`;
  await sql.end();
  return row?.n ?? 0;
}

async function caughtUp(side: Side): Promise<void> {
  if (side.name === "bare") return;
  const sql = openPool({ url: side.fixture.url, poolSize: 1 });
  await untilCaughtUp(sql);
  await sql.end();
}

async function measure(side: Side, dataDir: string, asked: { callers: number; seconds: number }): Promise<Run> {
  const look = async () => ({ server: (await costOf(side.pid)).cpu, postgres: await postgresCpu(dataDir) });
  const [before, ordersBefore] = [await look(), await ordersOf(side)];
  const startedAt = performance.now();
  const measured: Measured = await load(planOf(side, { kind: "place-new", ...asked }));
  await caughtUp(side);
  const wholeS = (performance.now() - startedAt) / 1000;
  const [after, orders] = [await look(), (await ordersOf(side)) - ordersBefore];
  const { p50Ms, p99Ms, errors, perSecond } = measured;
  return {
    side: side.name,
    callers: asked.callers,
    orders,
    takenPerSecond: perSecond,
    sustainedPerSecond: orders / wholeS,
    p50Ms,
    p99Ms,
    errors,
    cpu: {
      server: (after.server - before.server) / wholeS,
      postgres: (after.postgres - before.postgres) / wholeS,
      load: measured.cpuSeconds / wholeS,
    },
    cpuMsPerOrder: ((after.server - before.server + after.postgres - before.postgres) * 1000) / orders,
  };
}

function print(what: string, [ours, bare]: readonly [Run, Run], of: (run: Run) => number): void {
  for (const { side, callers, orders, cpu, ...run } of [ours, bare])
    say(
      `${what.padEnd(22)} ${String(callers).padStart(4)} callers  ${side.padEnd(10)} ${run.sustainedPerSecond.toFixed(0).padStart(5)}/s sustained,` +
        ` ${run.takenPerSecond.toFixed(0)}/s taken in  p50 ${run.p50Ms.toFixed(1)} p99 ${run.p99Ms.toFixed(1)} ms  ${orders} orders` +
        `  cpu server ${cpu.server.toFixed(2)} PostgreSQL ${cpu.postgres.toFixed(2)} load ${cpu.load.toFixed(2)}, ${run.cpuMsPerOrder.toFixed(2)} ms an order  errors ${run.errors}`,
    );
  const ratio = of(ours) / of(bare);
  say(
    `${" ".repeat(22)} ratio ${ratio.toFixed(2)}, of CPU an order ${(bare.cpuMsPerOrder / ours.cpuMsPerOrder).toFixed(2)}`,
  );
}

/** Checks that nothing was lost: a mail for each order and a delivery for each endpoint. */
async function refuseLoss(ours: Side, around: Surroundings): Promise<void> {
  const sql = openPool({ url: ours.fixture.url, poolSize: 1 });
  const [row] = await sql<{ orders: number; mails: number }[]>`
    select (select count(*)::int from orders) as orders, (select count(*)::int from mails) as mails -- every tenant_id: there is one`;
  await sql.end();
  const { distinct } = await around.received();
  if (row === undefined || row.mails !== row.orders || distinct !== row.orders * 2)
    throw new Error(`${JSON.stringify(row)} and ${distinct} deliveries to two endpoints`);
}

/** Reads during background work for other orders; the bare server reads the same rows. */
async function readsWhileBusy(ours: Side, reader: Side, seconds: number) {
  const sql = openPool({ url: ours.fixture.url, poolSize: 1 });
  const rows = await sql<
    { id: string }[]
  >`select id from orders order by placed_at desc limit 128 -- every tenant_id: there is one`;
  const read = async (side: Side) => {
    const paths = rows.map(({ id }) => `${side.path}/${id}`);
    await load(planOf(ours, { kind: "place-new", callers: BUSY_CALLERS, seconds: seconds * 2 }));
    const measured = await load({ ...planOf(side, { kind: "get", callers: BUSY_CALLERS, seconds }), paths });
    const left = await waiting(sql);
    await untilCaughtUp(sql);
    say(
      `read one order, busy     ${side.name.padEnd(10)} ${measured.perSecond.toFixed(0)}/s  still waiting ${JSON.stringify(left)}`,
    );
    return { side: side.name, perSecond: measured.perSecond, errors: measured.errors, left };
  };
  const [first, second] = [await read(ours), await read(reader)];
  await sql.end();
  say(`${" ".repeat(22)} ratio ${(first.perSecond / second.perSecond).toFixed(2)}`);
  return [first, second];
}

export async function benchSustained(seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const server = await startEmbedded({ dataDir, log: quiet });
  const fixtures = [
    await createFixture(server.url, "bench_sustained"),
    await createFixture(server.url, "bench_sustained_bare"),
  ] as const;
  const env = { ALLOW_PRIVATE_TARGETS: "true" };
  const ours = await startCrossdock(fixtures[0], { port: PORTS.ours, dataDir, env });
  const bare = await startBare(fixtures[1], PORTS.bare, "lean");
  const around = await startSurroundings(ours, PORTS.receiver);
  const pair = async (callers: number, during: number): Promise<[Run, Run]> => [
    await measure(ours, dataDir, { callers, seconds: during }),
    await measure(bare, dataDir, { callers, seconds: during }),
  ];
  try {
    await pair(BUSY_CALLERS, 2); // warm-up: compiled, planned and cached
    const rows: [Run, Run][] = [];
    for (const callers of OTHER_CALLERS) {
      const both = await pair(callers, seconds);
      print("new customers", both, (run) => run.takenPerSecond);
      rows.push(both);
    }
    const both = await pair(BUSY_CALLERS, Math.max(seconds, LONG_ENOUGH_S));
    print("sustained intake", both, (run) => run.sustainedPerSecond);
    await refuseLoss(ours, around);
    const reader = await startBare(fixtures[0], PORTS.bare + 2);
    const reads = await readsWhileBusy(ours, reader, Math.min(seconds, 3));
    await reader.stop();
    await keepResult("sustained", { what: "sustained intake", machine: machine(), rows: [...rows, both], reads });
  } finally {
    await around.stop();
    await Promise.all([ours.stop(), bare.stop()]);
    for (const fixture of fixtures) await fixture.drop();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
