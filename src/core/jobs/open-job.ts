import type { Actor } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import type { JobControl } from "../kernel/job-control.ts";
import type { WriteContext } from "../kernel/operation.ts";
import { mayReadPayload, queueNamed, refuseBeyondJob } from "./access.ts";
import { noQueue } from "./errors.ts";
import type { JobRecord, Seen } from "./record.ts";
import { isInstalled, lockJob } from "./store.ts";

/** The start of every job command: locks the job, and returns the queue to apply the change to. */
export async function openJob(
  { tx, actor, jobs, race }: WriteContext & { readonly actor: Actor },
  point: string,
  id: string,
): Promise<{ job: JobRecord; control: JobControl; seen: Seen }> {
  if (jobs === undefined || !(await isInstalled(tx))) throw noQueue();
  const job = await lockJob(tx, id);
  if (job === undefined) throw notFound("job", id);
  const queue = queueNamed(jobs, job.queue);
  refuseBeyondJob(actor, queue);
  await race(point);
  return { job, control: jobs, seen: { readable: mayReadPayload(actor, queue) } };
}
