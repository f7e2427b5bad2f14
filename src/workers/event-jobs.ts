import type { JobInsert } from "pg-boss";
import type { Relayed } from "#core/events/relay.ts";

/** Which job an event sets off, by event type. The job gets the event's data, its tenant and its id. */
const JOB_OF_EVENT: ReadonlyMap<string, string> = new Map([["payment.requested", "payments.ask"]]);

/** The jobs that these events set off, by queue. A job's id is its event's, so no event sets off two. */
export function jobsOf(events: readonly Relayed[]): Map<string, JobInsert[]> {
  const queues = new Map<string, JobInsert[]>();
  for (const { id, tenantId, type, data } of events) {
    const name = JOB_OF_EVENT.get(type);
    if (name === undefined) continue;
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    queue.push({ id, data: { tenantId, eventId: id, ...payloadOf(data) } });
  }
  return queues;
}

const payloadOf = (data: unknown): object => (typeof data === "object" && data !== null ? data : {});
