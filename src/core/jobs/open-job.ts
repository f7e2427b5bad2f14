import { notFound } from "../kernel/errors.ts";
import type { JobControl } from "../kernel/job-control.ts";
import type { WriteContext } from "../kernel/operation.ts";
import { noQueue } from "./errors.ts";
import type { JobRecord } from "./record.ts";
import { isInstalled, lockJob } from "./store.ts";

/** What every command on a job begins with: the job, locked, and the queue to ask for the change. */
export async function openJob(
  { tx, jobs, race }: WriteContext,
  point: string,
  id: string,
): Promise<{ job: JobRecord; control: JobControl }> {
  if (jobs === undefined || !(await isInstalled(tx))) throw noQueue();
  const job = await lockJob(tx, id);
  if (job === undefined) throw notFound("job", id);
  await race(point);
  return { job, control: jobs };
}
