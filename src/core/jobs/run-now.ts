import { command } from "../kernel/operation.ts";
import { queueNamed, refuseBeyondJob } from "./access.ts";
import { alreadyDue, noQueue, notOfOneMerchant, notScheduled } from "./errors.ts";
import { jobRequested } from "./events.ts";
import { Queued, RunNowInput } from "./schemas.ts";
import { isDue, isInstalled, lockSchedule } from "./store.ts";

export const runNow = command({
  name: "jobs.runNow",
  summary: "Runs a schedule immediately for the caller's tenant, in addition to its usual times.",
  scope: "jobs:write",
  audience: "public",
  input: RunNowInput,
  output: Queued,
  failures: [noQueue, notScheduled, notOfOneMerchant, alreadyDue],
  run: async ({ tx, actor, jobs, race, emit }, { queue }) => {
    if (jobs === undefined || !(await isInstalled(tx))) throw noQueue();
    const info = queueNamed(jobs, queue);
    if (!(await lockSchedule(tx, queue))) throw notScheduled(queue);
    if (info?.perTenant !== true) throw notOfOneMerchant(queue);
    refuseBeyondJob(actor, info);
    if (await isDue(tx, queue)) throw alreadyDue(queue);
    await race("jobs.runNow:read");
    const jobId = await jobs.runNow(tx.sql, queue, tx.tenantId);
    emit(jobRequested(jobId, { jobId, queue, summary: "" }));
    return { queue, jobId };
  },
});
