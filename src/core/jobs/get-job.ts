import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { mayReadPayload, queueNamed } from "./access.ts";
import { viewOf } from "./record.ts";
import { JobTarget, JobView } from "./schemas.ts";
import { isInstalled, readJob } from "./store.ts";

export const getJob = query({
  name: "jobs.get",
  summary: "Returns one job with its payload and last error.",
  scope: "jobs:read",
  audience: "public",
  input: JobTarget,
  output: JobView,
  failures: [notFound],
  run: async ({ read, actor, jobs }, { id }) => {
    const job = (await isInstalled(read)) ? await readJob(read, id) : undefined;
    if (job === undefined) throw notFound("job", id);
    return viewOf(job, { readable: mayReadPayload(actor, queueNamed(jobs, job.queue)) });
  },
});
