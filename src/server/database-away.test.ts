import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EmbeddedServer, startEmbedded } from "#db/embedded.ts";
import { throwawaySettings } from "#db/postgres-options.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "away_test_key_of_more_than_32_characters";
const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
const log = { info: () => {}, warn: () => {} };

let dataDir: string;
let postgres: EmbeddedServer;
let server: ServerProcess;

/** Nothing else restarts this server. */
const startPostgres = () => startEmbedded({ dataDir, log, settings: throwawaySettings, supervise: false });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
  postgres = await startPostgres();
  server = await startServerProcess({
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    BOOTSTRAP_API_KEY: KEY,
    NEXT_DIST_DIR: ".next-none",
  });
});
afterAll(async () => {
  await server.kill();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const postmaster = () => Number(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The postmaster and all its backends. */
function processes(): number[] {
  const parent = postmaster();
  const rows = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  return [parent, ...pairs.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []))];
}

interface Timed {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | null;
  readonly ms: number;
}

async function ask(path: string, init: RequestInit = {}): Promise<Timed> {
  const startedMs = performance.now();
  const answer = await fetch(`${server.origin}${path}`, { headers, ...init });
  const body: unknown = await answer.json();
  const code = /"code":"([a-z_.]+)"/.exec(JSON.stringify(body))?.[1];
  const ms = performance.now() - startedMs;
  return { status: answer.status, code, retryAfter: answer.headers.get("retry-after"), ms };
}

const read = () => ask("/api/v2/channels");
const write = () => ask("/api/v2/locations", { method: "POST", body: JSON.stringify({ code: "x", name: "X" }) });
const trpc = () => ask("/api/trpc/tenants.current?input=%7B%7D");

async function expectAway(slowestMs: number): Promise<void> {
  for (const answer of await Promise.all([read(), write(), trpc()])) {
    expect(answer).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^\d+$/) });
    expect(answer.ms).toBeLessThan(slowestMs);
  }
}

const expectBack = async () => {
  await expect.poll(async () => (await ask("/readyz")).status, { timeout: 10_000, interval: 50 }).toBe(200);
  for (const answer of await Promise.all([read(), trpc()])) expect(answer.status).toBe(200);
};

it("responds with 503 at once while PostgreSQL is stopped, and recovers when it is back", async () => {
  await expectBack();
  const before = postmaster();
  process.kill(before, "SIGQUIT");
  await expect.poll(async () => (await ask("/readyz")).status, { interval: 20 }).toBe(503);
  for (let i = 0; i < 5; i += 1) await expectAway(1000);
  expect((await ask("/livez")).status).toBe(200);
  // PostgreSQL closes its clients before it exits; a remaining process would be taken for a running server.
  await expect.poll(() => isAlive(before), { interval: 20 }).toBe(false);
  const revived = await startPostgres();
  await expectBack();
  await revived.stop();
});

it("responds with 503 within a second while PostgreSQL keeps connections open but does not respond", async () => {
  await expectBack();
  const stopped = processes();
  for (const pid of stopped) process.kill(pid, "SIGSTOP");
  try {
    await expectAway(1500); // the first requests detect the outage; a tick is 50 ms, but this machine may be busy
    for (let i = 0; i < 5; i += 1) await expectAway(300);
    expect((await ask("/readyz")).status).toBe(503);
  } finally {
    for (const pid of stopped) process.kill(pid, "SIGCONT");
  }
  await expectBack();
});
