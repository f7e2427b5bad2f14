import { chmod, chown, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execute, type Outcome } from "./embedded-binaries.ts";
import type { Cluster } from "./embedded-cluster.ts";
import { hostRules, serverConfiguration, type PostgresSettings } from "./postgres-options.ts";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

const startTimeoutMs = 30_000;
const recoveryTimeoutS = 600;
const fastStopS = 20;
const immediateStopS = 10;
const logLimitBytes = 5_000_000;
/** Above any pid that an operating system assigns. */
const deadPid = 99_999_999;
/** Below the ephemeral port range. */
const firstPort = 20_000;
const portCount = 10_000;

/** The running server of this cluster, whichever process started it. */
export async function postmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const lines = await pidFileLines(cluster);
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (!(await isPostmaster(pid, cluster.data))) return undefined;
  return { pid, port: Number(lines[3]), status: (lines[7] ?? "starting").trim() };
}

/** Returns when a server is ready: adopts a running one, or starts one. */
export async function ensureRunning(
  cluster: Cluster,
  settings: PostgresSettings,
): Promise<{ port: number; started: boolean }> {
  const deadline = Date.now() + startTimeoutMs;
  let started = false;
  for (;;) {
    const running = await postmaster(cluster);
    if (running?.status === "ready") return { port: running.port, started };
    if (running === undefined) {
      const outcome = await start(cluster, settings);
      started = outcome.code === 0;
      if (!started) await explainFailure(cluster, outcome, Date.now() < deadline);
    }
    await sleep(started ? 0 : 50);
  }
}

/** Stops the server: closes sessions and flushes data; escalates when it does not respond. */
export async function stop(cluster: Cluster): Promise<void> {
  const attempts: [mode: string, seconds: number][] = [
    ["fast", fastStopS],
    ["immediate", immediateStopS],
  ];
  for (const [mode, seconds] of attempts) {
    if ((await postmaster(cluster)) === undefined) return;
    await cluster.run("pg_ctl", ["stop", "-s", "-w", "-D", cluster.data, "-m", mode, "-t", String(seconds)]);
  }
  const stuck = await postmaster(cluster);
  if (stuck === undefined) return;
  process.kill(stuck.pid, "SIGKILL");
  while ((await postmaster(cluster)) !== undefined) await sleep(20);
}

async function start(cluster: Cluster, settings: PostgresSettings): Promise<Outcome> {
  await discardForeignPid(cluster);
  await writeConfiguration(cluster, settings);
  await rotateLog(cluster);
  return cluster.run("pg_ctl", [
    "start",
    "-s",
    "-w",
    "-t",
    String(recoveryTimeoutS),
    "-D",
    cluster.data,
    "-l",
    cluster.logFile,
  ]);
}

/** Returns when a retry may succeed: the port was taken, or a killed server's children are still ending. */
async function explainFailure(cluster: Cluster, { output }: Outcome, mayRetry: boolean): Promise<void> {
  const log = await readFile(cluster.logFile, "utf8").catch(() => "");
  const tail = log.trimEnd().split("\n").slice(-8).join("\n");
  if (mayRetry && /still in use|lock file .* already exists|TCP\/IP sockets/.test(tail)) return;
  throw new Error(`PostgreSQL did not start (log: ${cluster.logFile}).\n${output.trim()}\n${tail}`);
}

async function writeConfiguration(cluster: Cluster, settings: PostgresSettings): Promise<void> {
  const hbaFile = join(cluster.home, "pg_hba.conf");
  const port = await choosePort(join(cluster.home, "port"));
  await writeReadable(hbaFile, hostRules);
  await writeReadable(join(cluster.home, "server.conf"), serverConfiguration({ port, hbaFile, settings }));
}

/** Reuses the last port whenever it is free, so that waiting clients find the server again. */
async function choosePort(path: string): Promise<number> {
  const before = Number(await readFile(path, "utf8").catch(() => ""));
  let port = before;
  while (!(port > 0 && (await isFree(port)))) port = firstPort + Math.floor(Math.random() * portCount);
  if (port !== before) await writeFile(path, String(port), { mode: 0o600 });
  return port;
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * After a crash the pid in the file may belong to someone else by now, and PostgreSQL would then refuse
 * to start. The file itself stays: through it PostgreSQL finds children that a killed server left.
 */
async function discardForeignPid(cluster: Cluster): Promise<void> {
  const lines = await pidFileLines(cluster);
  if (lines === undefined || !isAlive(Number(lines[0]))) return;
  const draft = join(cluster.home, "postmaster.pid");
  await writeFile(draft, [deadPid, ...lines.slice(1)].join("\n"), { mode: 0o600 });
  if (cluster.owner !== undefined) await chown(draft, cluster.owner.uid, cluster.owner.gid);
  await rename(draft, join(cluster.data, "postmaster.pid"));
}

async function pidFileLines(cluster: Cluster): Promise<string[] | undefined> {
  const text = await readFile(join(cluster.data, "postmaster.pid"), "utf8").catch(() => undefined);
  return text?.split("\n");
}

async function isPostmaster(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === "win32") return true;
  return (await commandLine(pid)).includes(data);
}

/** Empty for a zombie: ended but not yet reaped by its parent. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return (await execute({ file: "ps", args: ["-ww", "-o", "args=", "-p", String(pid)] })).output;
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function rotateLog(cluster: Cluster): Promise<void> {
  const size = (await stat(cluster.logFile).catch(() => undefined))?.size ?? 0;
  if (size > logLimitBytes) await rename(cluster.logFile, `${cluster.logFile}.1`);
}

async function writeReadable(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  await chmod(path, 0o644);
}
