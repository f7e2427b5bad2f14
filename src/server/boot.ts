import { setTimeout as sleep } from "node:timers/promises";
import { type Config, ConfigError, loadConfig } from "#config/config.ts";
import { closeDataFolder } from "#config/data-folder.ts";
import { setAuthEnvironment } from "#config/next-environment.ts";
import { isWellFormed } from "#core/keys/key-format.ts";
import { databaseFailure } from "#core/runtime/database-failure.ts";
import { startEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { ensureMonths } from "#db/months.ts";
import type { DemoAccount } from "#demo/cast.ts";
import { announceMade } from "./announce.ts";
import { firstStart } from "./first-start.ts";
import { hostedApp } from "./hosted-app.ts";
import { buildHub, type ServerHub } from "./hub.ts";
import { createLog, type Log } from "./log.ts";

export interface Booted {
  readonly hub: ServerHub;
  /** Stops the hub, then the embedded PostgreSQL unless another process uses it. */
  readonly stop: () => Promise<void>;
  /** Accounts whose passwords were generated in this start, to be printed once. */
  readonly made: readonly DemoAccount[];
}

const PATIENCE_MS = 60_000;
const REST_MS = 500;

/** Migrates and fills the database and creates the hub: the start of every role and command. */
export async function boot(config: Config, log: Log): Promise<Booted> {
  refuseWrongKey(config);
  await closeDataFolder(config.dataDir);
  const embedded = config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir, log }) : undefined;
  try {
    const databaseUrl = embedded?.url ?? config.databaseUrl ?? "";
    const applied = await whenReachable(log, () => migrate(databaseUrl));
    if (applied > 0) log.info({ applied }, "Migrations applied");
    const hub = await buildHub({ config, databaseUrl, log });
    const stop = async () => {
      await hub.stop();
      await embedded?.stop();
    };
    try {
      await ensureMonths(hub.db.sql);
      const { demoAccounts, made } = await firstStart(hub);
      hub.demoAccounts = demoAccounts;
      return { hub, stop, made };
    } catch (error) {
      await hub.stop();
      throw error;
    }
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** A mistyped key would be accepted silently and never work. */
function refuseWrongKey({ bootstrapApiKey: key }: Config): void {
  if (key === undefined || isWellFormed(key)) return;
  throw new ConfigError([
    "BOOTSTRAP_API_KEY: no request could use it: a key that begins with xd_live_ ends in a checksum, others are 32 to 512 ASCII characters",
  ]);
}

/** For hosts that run Next without main.ts. They end the process without calling `stop`. */
export async function bootHosted(): Promise<ServerHub> {
  const config = loadConfig(undefined, { hosted: true });
  const { hub, made } = await boot(config, createLog(config));
  announceMade(made);
  setAuthEnvironment(config, hub.secrets()[0]);
  hub.startRelay();
  hub.hosted = hostedApp(hub);
  return hub;
}

/** Containers start in any order: waits until the database accepts connections. */
async function whenReachable<T>(log: Log, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (databaseFailure(error)?.kind !== "unavailable" || performance.now() > until) throw error;
      if (tries === 1) log.warn("Waiting for PostgreSQL");
      await sleep(REST_MS);
    }
  }
}
