import { inspect } from "node:util";
import { type Config, ConfigError, loadConfig } from "#config/config.ts";
import { setAuthEnvironment, setNextEnvironment } from "#config/next-environment.ts";
import { codeOf } from "#core/runtime/database-failure.ts";
import { createJobs } from "#workers/jobs.ts";
import { startRunner } from "#workers/runner.ts";
import { announce, announceMade } from "./announce.ts";
import { boot } from "./boot.ts";
import { setHub } from "./current-hub.ts";
import { GrpcPortTaken, startGrpc } from "./grpc.ts";
import type { Readiness } from "./health.ts";
import { jobDeps } from "./job-deps.ts";
import { createLog } from "./log.ts";
import { stopOnSignal } from "./shutdown.ts";
import { startWeb } from "./web.ts";
import { startWork } from "./work.ts";

const serves = ({ role }: Config, part: "web" | "worker" | "grpc"): boolean => role === "all" || role === part;

/** Starts what ROLE names in this process and stops it on a signal, in reverse order: the database last. */
export async function main(dev: boolean): Promise<void> {
  const config = loadConfig();
  const log = createLog(config);
  const { hub, stop, made } = await boot(config, log);
  setAuthEnvironment(config, hub.secrets()[0]);
  setNextEnvironment({ dev });
  setHub(hub);
  const deps = jobDeps(hub);
  const jobs = createJobs(deps);
  const runner = await startRunner({ hub, log, jobs, onError: hub.complain("Jobs") });
  hub.jobs = runner.control;
  hub.startRelay();
  const work = serves(config, "worker") ? await startWork(hub, runner, deps) : undefined;
  const readiness: Readiness = { draining: false };
  const { front, port, setup } = await startWeb({ hub, readiness, dev, screens: serves(config, "web") });
  const grpc = serves(config, "grpc") ? await startGrpc(hub, readiness) : undefined;
  stopOnSignal(log, async () => {
    readiness.draining = true;
    const closed = Promise.all([front.close(), grpc?.stop()]);
    hub.endStreams();
    await Promise.all([closed, runner.stop(), work?.stop()]);
    await hub.lanes.idle();
    await stop();
  });
  announceMade(made);
  if (serves(config, "web")) announce(hub, port, await setup.isDone());
  else log.info({ port }, "Ready");
}

/** Like the command line: errors are printed as plain messages. */
export async function run(dev: boolean): Promise<void> {
  try {
    await main(dev);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof GrpcPortTaken) return error.message;
  if (codeOf(error) === "EADDRINUSE") return "The port is in use. Set PORT to another one.";
  return inspect(error);
}

if (import.meta.main) await run(process.argv.includes("--dev"));
