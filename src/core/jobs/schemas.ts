import { z } from "zod";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Id, Instant } from "../kernel/shapes.ts";

export const jobStates = ["waiting", "active", "retrying", "completed", "failed", "cancelled", "parked"] as const;
/** `parked`: dead-lettered after its last attempt, or unknown to this version; it waits for a person. */
export const JobState = z.enum(jobStates).meta({ id: "JobState" });
export type JobState = z.output<typeof JobState>;

export const QueueName = z
  .string()
  .regex(/^[A-Za-z][\w.-]{0,99}$/, "A queue is named by letters, digits, dots and hyphens.")
  .meta({ example: "payments.ask" });

/** Counts stop at 10,000, and cover the caller's jobs and those of no merchant. Finished jobs are kept for two days. */
export const QueueView = z
  .object({
    name: z.string(),
    description: z.string(),
    waiting: z.int(),
    active: z.int(),
    retrying: z.int(),
    completed: z.int(),
    failed: z.int(),
    parked: z.int(),
    oldestWaitingAt: Instant.nullable(),
    schedule: z.string().nullable().describe("Cron expression in UTC; null: triggered by events."),
    nextRunAt: Instant.nullable(),
    lastRunAt: Instant.nullable(),
    canRunNow: z.boolean().describe("Whether `jobs.runNow` accepts it: a schedule that can run for one tenant."),
  })
  .meta({ id: "Queue" });
export type QueueView = z.output<typeof QueueView>;
export const QueuePage = z.object({ data: z.array(QueueView), nextCursor: z.string().nullable() });

export const JobSummary = z
  .object({
    id: Id,
    queue: z.string(),
    state: JobState,
    summary: z.string().describe("Short description of the subject."),
    tries: z.int().describe("Attempts started so far."),
    maxTries: z.int().describe("Attempts before the job is dead-lettered."),
    priority: z.int(),
    lastError: z.string().nullable(),
    createdAt: Instant,
    dueAt: Instant.describe("When it is due."),
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: "JobSummary" });

export const JobView = JobSummary.extend({
  payload: z.unknown(),
  eventId: Id.nullable().describe("Event that triggered it."),
}).meta({ id: "Job" });
export type JobView = z.output<typeof JobView>;

export const ListJobsInput = z.strictObject({
  queue: QueueName.optional(),
  state: JobState.optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListJobsInput = z.output<typeof ListJobsInput>;
export const JobPage = z.object({ data: z.array(JobSummary), nextCursor: z.string().nullable() });

export const JobTarget = z.strictObject({ id: Id });
export const RedriveAllInput = z.strictObject({ queue: QueueName });
export const Redriven = z.object({ queue: z.string(), count: z.int() }).meta({ id: "Redriven" });
export const RunNowInput = z.strictObject({ queue: QueueName });
export const Queued = z.object({ queue: z.string(), jobId: Id }).meta({ id: "QueuedJob" });
