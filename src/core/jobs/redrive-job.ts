import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { noQueue, notParked } from "./errors.ts";
import { jobRedriven } from "./events.ts";
import { openJob } from "./open-job.ts";
import { factsOf } from "./record.ts";
import { JobTarget, Redriven } from "./schemas.ts";

export const redriveJob = command({
  name: "jobs.redrive",
  summary: "Redrives a dead-lettered job with a full set of attempts.",
  scope: "jobs:write",
  audience: "public",
  input: JobTarget,
  output: Redriven,
  failures: [noQueue, notFound, notParked],
  run: async (context, { id }) => {
    const { job, control } = await openJob(context, "jobs.redrive:read", id);
    const { queue, sourceId, state } = job;
    if (state !== "parked" || sourceId === null) throw notParked(state);
    const count = await control.redrive(context.tx.sql, [{ id, queue, sourceId }]);
    if (count === 0) throw notParked("gone");
    context.emit(jobRedriven(id, factsOf(job)));
    return { queue, count };
  },
});
