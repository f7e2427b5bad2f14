import {
  connectionUrl,
  homeOf,
  initialise,
  isInitialised,
  lockFiles,
  openCluster,
  type Cluster,
} from "./embedded-cluster.ts";
import { guardAgainstSudden } from "./embedded-guard.ts";
import { alone, lock, tryLock } from "./embedded-locks.ts";
import { ensureRunning, postmaster, stop } from "./embedded-process.ts";
import type { PostgresSettings } from "./postgres-options.ts";

/** Compatible with a pino logger. */
export interface EmbeddedLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  /** Additional settings, in effect when this call starts the server. */
  readonly settings?: PostgresSettings;
  /** Restarts the server when it dies while in use. Default true. */
  readonly supervise?: boolean;
}

export interface EmbeddedServer {
  readonly url: string;
  /** True when this call started the server, false when it found one running. */
  readonly owned: boolean;
  /** Releases our use. The last user on the machine stops the server. */
  stop(): Promise<void>;
}

const watchIntervalMs = 500;

/**
 * Runs PostgreSQL in `<dataDir>/postgres`, shared by all processes of this machine that use the same folder. Each
 * holds a shared lock, so the last one is known however the others ended; a guard beside each stops the server when its
 * process was the last and could not do so itself.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDir, log, settings = {}, supervise = true } = options;
  const home = await homeOf(dataDir);
  const locks = lockFiles(home);
  const use = await lock(locks.use, "shared");
  const callOff = guardAgainstSudden(dataDir, (error) => log.warn({ err: error }, "The database has no guard"));
  try {
    const cluster = await openCluster(home);
    const { port, started } = await alone(locks.change, () => bringUp(cluster, { log, settings }));
    const url = await connectionUrl(cluster, port);
    const endWatch = supervise ? watch(cluster, { log, settings }) : async () => {};
    const end = async () => {
      await endWatch();
      const ended = await alone(locks.change, () => {
        use.release();
        return stopIfUnused(cluster);
      });
      callOff();
      if (ended) log.info({ directory: cluster.data }, "PostgreSQL stopped");
    };
    let stopping: Promise<void> | undefined;
    return { url, owned: started, stop: () => (stopping ??= end()) };
  } catch (error) {
    use.release();
    callOff();
    throw error;
  }
}

/** Stops the server of a folder that no process uses any more. False when one still does. */
export async function stopUnused(dataDir: string): Promise<boolean> {
  const cluster = await openCluster(await homeOf(dataDir));
  return alone(lockFiles(cluster.home).change, () => stopIfUnused(cluster));
}

type Means = Required<Pick<EmbeddedOptions, "log" | "settings">>;

async function bringUp(cluster: Cluster, { log, settings }: Means): Promise<{ port: number; started: boolean }> {
  const startedAt = performance.now();
  const fresh = !(await isInitialised(cluster));
  if (fresh) await initialise(cluster);
  const server = await ensureRunning(cluster, settings);
  const details = {
    port: server.port,
    directory: cluster.data,
    fresh,
    durationMs: Math.round(performance.now() - startedAt),
  };
  log.info(details, server.started ? "PostgreSQL started" : "PostgreSQL found running");
  return server;
}

async function stopIfUnused(cluster: Cluster): Promise<boolean> {
  const last = tryLock(lockFiles(cluster.home).use, "exclusive");
  if (last === undefined) return false;
  try {
    await stop(cluster);
    return true;
  } finally {
    last.release();
  }
}

/** Supervises the server and returns how to stop that; stopping waits for a restart in progress. */
function watch(cluster: Cluster, means: Means): () => Promise<void> {
  let look = Promise.resolve();
  let idle = true;
  const timer = setInterval(() => {
    if (!idle) return;
    idle = false;
    look = revive(cluster, means).finally(() => (idle = true));
  }, watchIntervalMs).unref();
  return () => {
    clearInterval(timer);
    return look;
  };
}

async function revive(cluster: Cluster, means: Means): Promise<void> {
  if ((await postmaster(cluster)) !== undefined) return;
  means.log.warn({ directory: cluster.data }, "PostgreSQL has ended, starting it again");
  try {
    await alone(lockFiles(cluster.home).change, () => bringUp(cluster, means));
  } catch (error) {
    means.log.warn({ err: error }, "PostgreSQL could not be started again");
  }
}
