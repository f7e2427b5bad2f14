/**
 * `npm run bench -- --only webhooks`: one worker process, a hundred endpoints on a receiver process. First a backlog at
 * full speed, then a steady load with all endpoints healthy and with one that accepts every request and never responds.
 */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { createSealer } from "#core/kernel/sealing.ts";
import { execute } from "#core/runtime/execute.ts";
import { createEndpoint, pauseEndpoint, resumeEndpoint } from "#core/webhooks/index.ts";
import { startEmbedded } from "#db/embedded.ts";
import { createTestHub, type TestHub } from "#testing/fixtures/hub.ts";
import { createFixture, type Fixture } from "./fixture.ts";
import { tell } from "./tell.ts";
import type { Seen } from "./webhook-receiver.ts";

const RECEIVER = "http://127.0.0.1:3987";
const ENDPOINTS = 100;
const BACKLOG = 400;
const SECRET = "the secret of a bench, not of a shop";
const STEADY_PER_SECOND = 5;
const root = join(import.meta.dirname, "..");
const say = (line: string) => process.stdout.write(`${line}\n`);

const produce = (hub: TestHub, actor: Actor, count: number) =>
  execute(hub, actor, tell, { subjects: Array.from({ length: count }, newId) });

async function ask(receiver: ChildProcess, message: "reset" | "tell"): Promise<Seen> {
  receiver.send(message);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own process, forked below
  const [seen] = (await once(receiver, "message")) as [Seen];
  return seen;
}

async function untilCount(receiver: ChildProcess, count: number): Promise<Seen> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const seen = await ask(receiver, "tell");
    if (seen.distinct >= count) return seen;
    await sleep(100);
  }
  throw new Error("The deliveries did not arrive");
}

function startWorker(fixture: Fixture, dataDir: string): ChildProcess {
  const env = {
    ROLE: "worker",
    DATABASE_URL: fixture.url,
    DATA_DIR: dataDir,
    AUTH_SECRET: SECRET,
    SEED: "none",
    LOG_LEVEL: "warn",
    NODE_ENV: "production" as const,
    ALLOW_PRIVATE_TARGETS: "true",
  };
  return spawn(process.execPath, ["src/server/main.ts"], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** CPU seconds and resident megabytes of a process; Linux only. */
async function costOf({ pid = 0 }: ChildProcess): Promise<{ cpu: number; mb: number }> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { cpu: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100, mb: Number(fields[21] ?? 0) / 256 };
}

interface Bench {
  readonly hub: TestHub;
  readonly actor: Actor;
  readonly receiver: ChildProcess;
  readonly worker: ChildProcess;
  readonly deadId: string;
}

/** Everything is queued before the endpoints are resumed, so that only delivery is measured. */
async function backlog({ hub, actor, receiver, worker }: Bench, ids: readonly string[]) {
  await Promise.all(ids.map((id) => execute(hub, actor, pauseEndpoint, { id })));
  for (let made = 0; made < BACKLOG; made += 50) await produce(hub, actor, 50);
  const wanted = BACKLOG * ENDPOINTS;
  const queued = async () =>
    (await hub.db.sql<{ n: number }[]>`select count(*) as n from webhook_deliveries`)[0]?.n ?? 0;
  while ((await queued()) < BACKLOG * (ENDPOINTS + 1)) await sleep(100);
  await ask(receiver, "reset");
  const before = await costOf(worker);
  await Promise.all(ids.map((id) => execute(hub, actor, resumeEndpoint, { id })));
  const seen = await untilCount(receiver, wanted);
  const after = await costOf(worker);
  const seconds = (seen.lastMs - seen.firstMs) / 1000;
  return {
    deliveries: seen.count,
    twice: seen.count - seen.distinct,
    perSecond: seen.count / seconds,
    workerCpu: (after.cpu - before.cpu) / seconds,
    mb: after.mb,
  };
}

async function steady({ hub, actor, receiver, worker }: Bench, seconds: number) {
  await sleep(1500);
  await ask(receiver, "reset");
  const started = performance.now();
  const turns = seconds * STEADY_PER_SECOND;
  for (let turn = 0; turn < turns; turn += 1) {
    await sleep(Math.max(0, started + (turn * 1000) / STEADY_PER_SECOND - performance.now()));
    await produce(hub, actor, 1);
  }
  const { latenciesMs, count } = await untilCount(receiver, turns * ENDPOINTS);
  const [p50 = 0, p95 = 0, p99 = 0] = latenciesMs;
  return { count, p50, p95, p99, mb: (await costOf(worker)).mb };
}

async function measure(bench: Bench, ids: readonly string[], seconds: number) {
  const fast = [await backlog(bench, ids), await backlogAgain(bench, ids), await backlogAgain(bench, ids)];
  const well = await steady(bench, seconds);
  await execute(bench.hub, bench.actor, resumeEndpoint, { id: bench.deadId });
  const beside = await steady(bench, seconds);
  return { fast, well, beside };
}

async function backlogAgain(bench: Bench, ids: readonly string[]) {
  await bench.hub.db.sql`delete from webhook_deliveries`;
  return backlog(bench, ids);
}

export async function benchWebhooks(seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const database = await startEmbedded({ dataDir, log: { info: () => {}, warn: () => {} } });
  const fixture = await createFixture(database.url, "bench_webhooks");
  const receiver = fork(join(import.meta.dirname, "webhook-receiver.ts"), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(receiver, "message");
  const hub = { ...createTestHub(fixture.url), sealer: createSealer(SECRET) };
  const actor = systemActor(asTenantId(fixture.tenantId), "bench");
  const eventTypes = ["order.noted"];
  const add = async (path: string) =>
    (await execute(hub, actor, createEndpoint, { url: `${RECEIVER}/${path}`, eventTypes })).output.id;
  const ids = await Promise.all(Array.from({ length: ENDPOINTS }, (_, n) => add(String(n))));
  const deadId = await add("dead");
  await execute(hub, actor, pauseEndpoint, { id: deadId });
  const worker = startWorker(fixture, dataDir);
  try {
    const result = await measure({ hub, actor, receiver, worker, deadId }, ids, seconds);
    const { fast, well, beside } = result;
    for (const run of fast)
      say(
        `webhooks, backlog  ${ENDPOINTS} endpoints, ${run.deliveries} deliveries  ${run.perSecond.toFixed(0)}/s  worker cpu ${run.workerCpu.toFixed(2)}  memory ${run.mb.toFixed(0)} MB  twice ${run.twice}`,
      );
    for (const [name, run] of [
      ["all well", well],
      ["one dead", beside],
    ] as const)
      say(
        `webhooks, steady ${STEADY_PER_SECOND * ENDPOINTS}/s, ${name}  p50 ${run.p50.toFixed(1)} p95 ${run.p95.toFixed(1)} p99 ${run.p99.toFixed(1)} ms  memory ${run.mb.toFixed(0)} MB`,
      );
    say(`${" ".repeat(18)} ratio of p99 ${(beside.p99 / well.p99).toFixed(2)}`);
    const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, synchronousCommit: "on" };
    await mkdir(join(root, "bench/results"), { recursive: true });
    const file = join(
      root,
      "bench/results",
      `${new Date().toISOString().slice(0, 16).replaceAll(":", "-")}-webhooks.json`,
    );
    await writeFile(file, `${JSON.stringify({ what: "webhooks", machine, ...result }, undefined, 2)}\n`);
  } finally {
    worker.kill("SIGTERM");
    receiver.disconnect();
    receiver.kill("SIGTERM");
    await once(worker, "exit");
    await hub.close();
    await fixture.drop();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
