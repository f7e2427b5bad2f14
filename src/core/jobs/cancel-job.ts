import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { noQueue, notCancellable } from "./errors.ts";
import { jobCancelled } from "./events.ts";
import { openJob } from "./open-job.ts";
import { factsOf, viewOf } from "./record.ts";
import { type JobState, JobTarget, JobView } from "./schemas.ts";

export const cancelJob = command({
  name: "jobs.cancel",
  summary: "Cancels a job that has not ended. A running attempt is completed; no further attempt follows.",
  scope: "jobs:write",
  audience: "public",
  input: JobTarget,
  output: JobView,
  failures: [noQueue, notFound, notCancellable],
  examples: { output: { state: "cancelled" } },
  run: async (context, { id }) => {
    const { job, control, seen } = await openJob(context, "jobs.cancel:read", id);
    const queue = job.state === "parked" ? PARKED : job.queue;
    if (!CANCELLABLE.has(job.state)) throw notCancellable(job.state);
    await control.cancel(context.tx.sql, { id, queue });
    context.emit(jobCancelled(id, factsOf(job)));
    return { ...viewOf(job, seen), state: "cancelled" as const, finishedAt: context.now.toISOString() };
  },
});

const CANCELLABLE: ReadonlySet<JobState> = new Set(["waiting", "retrying", "active", "parked"]);
/** Dead letters are in a separate queue. */
const PARKED = "parked";
