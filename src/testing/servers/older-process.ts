/** A worker of an older version without the job named in WITHOUT_JOB. */
import { loadConfig } from "#config/config.ts";
import { boot } from "#server/boot.ts";
import { jobDeps } from "#server/job-deps.ts";
import { createLog } from "#server/log.ts";
import { stopOnSignal } from "#server/shutdown.ts";
import { startWork } from "#server/work.ts";
import { createJobs } from "#workers/jobs.ts";
import { startRunner } from "#workers/runner.ts";

const config = loadConfig();
const log = createLog(config);
const { hub, stop } = await boot(config, log);
const deps = jobDeps(hub);
const jobs = createJobs(deps).filter(({ name }) => name !== process.env["WITHOUT_JOB"]);
const runner = await startRunner({ hub, log, jobs, onError: hub.complain("Jobs") });
hub.startRelay();
const work = await startWork(hub, runner, deps);
stopOnSignal(log, async () => {
  await Promise.all([runner.stop(), work.stop()]);
  await stop();
});
process.send?.("ready");
