import type { z } from "zod";
import { summaryOf } from "./rules.ts";
import type { JobState, JobSummary, JobView } from "./schemas.ts";

/** A job as stored by the queue; a dead letter is listed under its original queue. */
export interface JobRecord {
  readonly id: string;
  readonly queue: string;
  readonly state: JobState;
  readonly payload: unknown;
  readonly tries: number;
  readonly maxTries: number;
  readonly priority: number;
  readonly output: unknown;
  readonly createdAt: Date;
  /** The same in full precision, for the cursor. */
  readonly createdText: string;
  readonly dueAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** For dead letters: the failed job. */
  readonly sourceId: string | null;
}

/** Without read access the payload is present but empty. */
export interface Seen {
  readonly readable: boolean;
}

export function summaryViewOf(job: JobRecord, { readable }: Seen): z.input<typeof JobSummary> {
  const { id, queue, state, tries, maxTries, priority } = job;
  return {
    id,
    queue,
    state,
    summary: readable ? summaryOf(job.payload) : "",
    tries,
    maxTries,
    priority,
    lastError: reasonOf(job.output),
    createdAt: job.createdAt.toISOString(),
    dueAt: job.dueAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}

export function viewOf(job: JobRecord, seen: Seen): z.input<typeof JobView> {
  const { payload } = job;
  const event = typeof payload === "object" && payload !== null && "eventId" in payload ? payload.eventId : null;
  return {
    ...summaryViewOf(job, seen),
    payload: seen.readable ? payload : null,
    eventId: typeof event === "string" ? event : null,
  };
}

export const factsOf = ({ id, queue, payload }: JobRecord) => ({ jobId: id, queue, summary: summaryOf(payload) });

const LONGEST = 1000;

/** Handlers leave `{ reason }`; pg-boss itself leaves `{ message }` or an error's fields. */
function reasonOf(output: unknown): string | null {
  if (typeof output !== "object" || output === null) return null;
  const said = "reason" in output ? output.reason : "message" in output ? output.message : null;
  return typeof said === "string" ? said.slice(0, LONGEST) : null;
}
