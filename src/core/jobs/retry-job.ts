import { notFound } from "../kernel/errors.ts";
import type { JobControl } from "../kernel/job-control.ts";
import { command } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { noQueue, notRetriable } from "./errors.ts";
import { jobRetried } from "./events.ts";
import { openJob } from "./open-job.ts";
import { factsOf, type JobRecord, viewOf } from "./record.ts";
import { JobTarget, JobView } from "./schemas.ts";
import { lockLetters } from "./store.ts";

export const retryJob = command({
  name: "jobs.retry",
  summary: "Retries a job immediately: one that is waiting, cancelled, failed or dead-lettered.",
  scope: "jobs:write",
  audience: "public",
  input: JobTarget,
  output: JobView,
  failures: [noQueue, notFound, notRetriable],
  run: async (context, { id }) => {
    const { job, control, seen } = await openJob(context, "jobs.retry:read", id);
    if (!(await again(context.tx, control, job))) throw notRetriable(job.state);
    context.emit(jobRetried(id, factsOf(job)));
    const state = job.state === "retrying" ? ("retrying" as const) : ("waiting" as const);
    return { ...viewOf(job, seen), state, dueAt: context.now.toISOString(), finishedAt: null };
  },
});

/** False when there is nothing to retry. */
async function again(tx: Tx, control: JobControl, job: JobRecord): Promise<boolean> {
  const { id, queue, state, sourceId } = job;
  if (state === "waiting" || state === "retrying") await control.hasten(tx.sql, job);
  else if (state === "cancelled" && sourceId === null) await control.resume(tx.sql, job);
  else if (state === "parked" && sourceId !== null)
    return (await control.redrive(tx.sql, [{ id, queue, sourceId }])) === 1;
  else if (state === "failed")
    return (await control.redrive(tx.sql, await lockLetters(tx, { queue, sourceId: id, limit: 1 }))) === 1;
  else return false;
  return true;
}
