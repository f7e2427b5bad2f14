/** What every bench starts, and its resource use. */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fixture } from "./fixture.ts";
import type { Measured, Plan } from "./load.ts";

const root = join(import.meta.dirname, "..");

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
export const quiet = { info: () => {}, warn: () => {} };

export const machine = () => ({
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  node: process.version,
  postgres: "18 embedded",
  synchronousCommit: "on",
});

export async function keepResult(name: string, result: object): Promise<void> {
  await mkdir(join(root, "bench/results"), { recursive: true });
  const minute = new Date().toISOString().slice(0, 16).replaceAll(":", "-");
  const file = join(root, "bench/results", `${minute}-${name}.json`);
  await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`);
  say(`written to ${file}`);
}

/** The URL of one of the compared servers. */
export interface Side {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  readonly fixture: Fixture;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly stop: () => Promise<void>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(" ")} ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer`);
}

function startNode(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

export interface Place {
  readonly port: number;
  readonly dataDir: string;
  readonly env?: Record<string, string>;
}

export async function startCrossdock(fixture: Fixture, { port, dataDir, env = {} }: Place): Promise<Side> {
  const child = startNode(["src/server/main.ts"], {
    PORT: String(port),
    GRPC_PORT: "0",
    DATABASE_URL: fixture.url,
    DATA_DIR: dataDir,
    SEED: "none",
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
    ...env,
  });
  await untilReady(`http://127.0.0.1:${port}/readyz`, child);
  const headers = { authorization: `Bearer ${fixture.apiKey}` };
  const at = { name: "crossdock", port, pid: child.pid ?? 0, path: "/api/v2/orders", headers };
  return { ...at, fixture, stop: () => end(child) };
}

/** `lean` writes order, lines, stock and outbox only. */
export async function startBare(fixture: Fixture, port: number, mode: "full" | "lean" = "full"): Promise<Side> {
  const child = startNode(["bench/bare-server.ts"], {
    PORT: String(port),
    DATABASE_URL: fixture.url,
    BENCH_TENANT: fixture.tenantId,
    BENCH_MODE: mode,
  });
  await once(child, "message");
  const at = { name: "bare", port, pid: child.pid ?? 0, path: "/orders", headers: {} };
  return { ...at, fixture, stop: () => end(child) };
}

/** Our route handlers behind Next's own server. */
export async function startNext(ours: Side, port: number): Promise<Side> {
  const env = { DATABASE_URL: ours.fixture.url, SEED: "none", LOG_LEVEL: "warn", NODE_ENV: "production" };
  const child = startNode(["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"], env);
  await untilReady(`http://127.0.0.1:${port}/livez`, child);
  return { ...ours, name: "next router", port, pid: child.pid ?? 0, stop: () => end(child) };
}

export function load(
  plan: Plan,
  generator: "load.ts" | "grpc-load.ts" | "soap-load.ts" | "http-load.ts" = "load.ts",
): Promise<Measured> {
  const child = fork(join(import.meta.dirname, generator), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return new Promise((resolve, reject) => {
    child.once("message", (measured: Measured) => {
      resolve(measured);
      child.disconnect();
    });
    child.once("exit", (code) => reject(new Error(`the load generator ended with ${code}`)));
    child.send(plan);
  });
}

async function fieldsOf(pid: string | number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

const TICKS_PER_SECOND = 100;
const ticks = (fields: readonly string[], from: number, to: number) =>
  fields.slice(from, to).reduce((sum, field) => sum + Number(field), 0) / TICKS_PER_SECOND;

/** User and system seconds and resident megabytes of a process so far; Linux only, 0 elsewhere. */
export async function costOf(pid: number): Promise<{ cpu: number; mb: number }> {
  const fields = await fieldsOf(pid);
  return { cpu: ticks(fields, 11, 13), mb: Number(fields[21] ?? 0) / 256 };
}

/** CPU seconds of the embedded PostgreSQL with all its processes, including ended ones. */
export async function postgresCpu(dataDir: string): Promise<number> {
  const file = await readFile(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").catch(() => "");
  const postmaster = file.split("\n")[0] ?? "";
  const pids = await readdir("/proc").catch(() => []);
  const all = await Promise.all(pids.filter((pid) => /^\d+$/.test(pid)).map(fieldsOf));
  const children = all.filter((fields) => fields[1] === postmaster);
  return children.reduce((sum, fields) => sum + ticks(fields, 11, 13), ticks(await fieldsOf(postmaster), 11, 15));
}
