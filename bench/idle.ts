/** `npm run bench -- --only idle`: the cost of one idle process with every role, and its PostgreSQL. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { startEmbedded } from "#db/embedded.ts";
import { createFixture } from "./fixture.ts";
import { costOf, keepResult, machine, postgresCpu, quiet, say, startCrossdock } from "./servers.ts";
import { startSurroundings } from "./surroundings.ts";

const PORTS = { ours: 3994, receiver: 3995 };
/** Excludes startup work: compilation, first leases, statistics. */
const SETTLE_MS = 15_000;
const LONG_ENOUGH_S = 60;

async function transactions(sql: Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select xact_commit::float8 as n from pg_stat_database where datname = 'bench_idle'`;
  return row?.n ?? 0;
}

export async function benchIdle(seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const server = await startEmbedded({ dataDir, log: quiet });
  const fixture = await createFixture(server.url, "bench_idle");
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  const ours = await startCrossdock(fixture, { port: PORTS.ours, dataDir, env: { ALLOW_PRIVATE_TARGETS: "true" } });
  const around = await startSurroundings(ours, PORTS.receiver);
  const during = Math.max(seconds, LONG_ENOUGH_S);
  const look = async () => ({
    ours: await costOf(ours.pid),
    postgres: await postgresCpu(dataDir),
    transactions: await transactions(sql),
  });
  try {
    await sleep(SETTLE_MS);
    const before = await look();
    await sleep(during * 1000);
    const after = await look();
    const share = (to: number, from: number) => ((to - from) / during) * 100;
    const result = {
      what: "idle",
      machine: machine(),
      seconds: during,
      cpuPercent: share(after.ours.cpu, before.ours.cpu),
      postgresCpuPercent: share(after.postgres, before.postgres),
      transactionsPerSecond: (after.transactions - before.transactions) / during,
      mb: after.ours.mb,
    };
    say(
      `idle, ROLE=all, two endpoints and one reader: ${result.cpuPercent.toFixed(2)} % of a core, PostgreSQL ${result.postgresCpuPercent.toFixed(2)} %,` +
        ` ${result.transactionsPerSecond.toFixed(1)} transactions/s, ${result.mb.toFixed(0)} MB`,
    );
    await keepResult("idle", result);
  } finally {
    await around.stop();
    await ours.stop();
    await sql.end();
    await fixture.drop();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
