import { mayRead } from "../events/readable.ts";
import type { Actor } from "../kernel/actor.ts";
import { forbidden } from "../kernel/errors.ts";
import type { JobControl, QueueInfo } from "../kernel/job-control.ts";

type Held = Pick<Actor, "scopes">;

export const queueNamed = (jobs: JobControl | undefined, name: string): QueueInfo | undefined =>
  jobs?.queues.find((queue) => queue.name === name);

/** A payload holds its event's data: visible with the event's read scope. For an unknown queue, to no one. */
export const mayReadPayload = (actor: Held, queue: QueueInfo | undefined): boolean =>
  queue !== undefined && queue.on.every((type) => mayRead(actor, type));

/** Rerunning a job requires the scopes of what it does. */
export function refuseBeyondJob(actor: Held, queue: QueueInfo | undefined): void {
  for (const scope of queue?.needs ?? []) if (!actor.scopes.has(scope)) throw forbidden(scope);
}
