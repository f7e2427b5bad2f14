/**
 * `npm run bench -- --only sse`: latency from a command's response to each of many readers of the event stream. This
 * process writes events, ten per transaction; the server relays them, a third process reads.
 */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { startEmbedded } from "#db/embedded.ts";
import { createTestHub } from "#testing/fixtures/hub.ts";
import { createFixture, type Fixture } from "./fixture.ts";
import type { Readings, ReadersPlan } from "./sse-readers.ts";
import { tell } from "./tell.ts";

const PORT = 3985;
const READERS = 500;
const PER_SECOND = 500;
const TOGETHER = 10;
const WARM_UP_S = 2;
const root = join(import.meta.dirname, "..");
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Writes at a steady rate and returns each subject's commit time, ms since the epoch. */
async function produce(fixture: Fixture, seconds: number): Promise<Record<string, number>> {
  const hub = createTestHub(fixture.url);
  const actor = systemActor(asTenantId(fixture.tenantId), "bench");
  const committed = new Map<string, number>();
  const running: Promise<unknown>[] = [];
  const started = performance.now();
  for (let turn = 0; turn < (seconds * PER_SECOND) / TOGETHER; turn += 1) {
    await sleep(Math.max(0, started + (turn * TOGETHER * 1000) / PER_SECOND - performance.now()));
    const subjects = Array.from({ length: TOGETHER }, newId);
    const done = execute(hub, actor, tell, { subjects }).then(() => {
      const now = performance.timeOrigin + performance.now();
      for (const subject of subjects) committed.set(subject, now);
    });
    running.push(done);
  }
  await Promise.all(running);
  const rows = await hub.db.sql<{ id: string; subject: string }[]>`
    select id, subject_id as subject from events where tenant_id = ${fixture.tenantId} and type = 'order.noted'`;
  await hub.close();
  return Object.fromEntries(
    rows.flatMap(({ id, subject }) => (committed.has(subject) ? [[id, committed.get(subject) ?? 0]] : [])),
  );
}

async function startServer(fixture: Fixture, dataDir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["src/server/main.ts"], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(PORT),
      GRPC_PORT: "0",
      DATABASE_URL: fixture.url,
      DATA_DIR: dataDir,
      SEED: "none",
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
      STREAMS_PER_CALLER: String(READERS),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return child;
    await sleep(100);
  }
  throw new Error("The server does not answer");
}

/** CPU seconds and resident megabytes of a process; Linux only. */
async function costOf(pid: number): Promise<{ cpu: number; mb: number }> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { cpu: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100, mb: Number(fields[21] ?? 0) / 256 };
}

async function measure(fixture: Fixture, server: ChildProcess, seconds: number) {
  const readers = fork(join(import.meta.dirname, "sse-readers.ts"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const plan: ReadersPlan = {
    port: PORT,
    readers: READERS,
    path: "/api/v2/events/stream?types=order.*",
    headers: { authorization: `Bearer ${fixture.apiKey}` },
  };
  readers.send({ plan });
  await once(readers, "message");
  const idle = await costOf(server.pid ?? 0);
  await produce(fixture, WARM_UP_S);
  readers.send({ begin: true });
  const before = await costOf(server.pid ?? 0);
  const committed = await produce(fixture, seconds);
  await sleep(1000);
  const after = await costOf(server.pid ?? 0);
  readers.send({ committed });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own process, forked above
  const [readings] = (await once(readers, "message")) as [Readings];
  readers.disconnect();
  return { readings, serverCpu: (after.cpu - before.cpu) / seconds, idleMb: idle.mb, mb: after.mb };
}

export async function benchSse(seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const quiet = { info: () => {}, warn: () => {} };
  const database = await startEmbedded({ dataDir, log: quiet });
  const fixture = await createFixture(database.url, "bench_sse");
  const server = await startServer(fixture, dataDir);
  try {
    const { readings, ...cost } = await measure(fixture, server, seconds);
    const [p50 = 0, p95 = 0, p99 = 0, longest = 0] = readings.latenciesMs;
    const result = {
      what: "event to SSE reader",
      machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, synchronousCommit: "on" },
      readers: READERS,
      perSecond: PER_SECOND,
      seconds,
      p50,
      p95,
      p99,
      longest,
      deliveries: readings.events,
      missing: readings.missing,
      megabytes: readings.bytes / 1e6,
      ...cost,
      readersCpu: readings.cpuSeconds / seconds,
    };
    say(
      `event to SSE reader: ${READERS} readers, ${PER_SECOND} events/s  p50 ${p50.toFixed(1)} p95 ${p95.toFixed(1)} p99 ${p99.toFixed(1)} longest ${longest.toFixed(1)} ms` +
        `  cpu server ${cost.serverCpu.toFixed(2)} readers ${result.readersCpu.toFixed(2)}  memory ${cost.idleMb.toFixed(0)} -> ${cost.mb.toFixed(0)} MB  missing ${readings.missing}  ${(result.megabytes / seconds).toFixed(0)} MB/s`,
    );
    await mkdir(join(root, "bench/results"), { recursive: true });
    const file = join(root, "bench/results", `${new Date().toISOString().slice(0, 16).replaceAll(":", "-")}-sse.json`);
    await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`);
  } finally {
    server.kill("SIGTERM");
    await once(server, "exit");
    await fixture.drop();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
