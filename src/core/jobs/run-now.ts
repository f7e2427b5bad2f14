import { command } from "../kernel/operation.ts";
import { alreadyDue, noQueue, notScheduled } from "./errors.ts";
import { jobRequested } from "./events.ts";
import { Queued, RunNowInput } from "./schemas.ts";
import { isDue, isInstalled, lockSchedule } from "./store.ts";

export const runNow = command({
  name: "jobs.runNow",
  summary: "Has a schedule run at once, besides its usual time.",
  scope: "jobs:write",
  input: RunNowInput,
  output: Queued,
  run: async ({ tx, jobs, race, emit }, { queue }) => {
    if (jobs === undefined || !(await isInstalled(tx))) throw noQueue();
    if (!(await lockSchedule(tx, queue))) throw notScheduled(queue);
    if (await isDue(tx, queue)) throw alreadyDue(queue);
    await race("jobs.runNow:read");
    const jobId = await jobs.runNow(tx.sql, queue);
    emit(jobRequested(jobId, { jobId, queue, summary: "" }));
    return { queue, jobId };
  },
});
