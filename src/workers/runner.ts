import { type Job as Taken, type JobInsert, type JobResult, PgBoss } from "pg-boss";
import type { Sql } from "postgres";
import type { z } from "zod";
import type { Applying, ConsumerEvent } from "#core/events/consumer.ts";
import type { JobControl } from "#core/kernel/job-control.ts";
import type { Types } from "#core/kernel/tx.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { carriedOn, traceFrom, traceHeaders } from "#core/runtime/tracing.ts";
import { bossDatabase, dueQueues, indexTenants, unfinished, within } from "./boss-store.ts";
import { createJobControl, PARKED } from "./job-control.ts";
import type { Job, JobLog } from "./job.ts";

export interface RunnerOptions {
  readonly hub: Hub;
  readonly log: JobLog;
  readonly jobs: readonly Job[];
  /** Called for errors outside of jobs. */
  readonly onError: (error: unknown) => void;
  /** Whether this process also maintains leases and schedules; default true. */
  readonly supervises?: boolean;
}

export interface Runner {
  /**
   * Consumers that queue the jobs of events: one per job, so that a job known only to a newer version misses no event
   * that an older version has read for its own.
   */
  readonly consumers: readonly Applying[];
  /** For jobs that no event triggers. */
  enqueue<S extends z.ZodType>(job: Job<S>, data: z.input<S>, options?: { delayS?: number }): Promise<void>;
  /** For the core's operations on jobs. */
  readonly control: JobControl;
  /** Starts working on jobs. Without it this process only queues. */
  work(): Promise<void>;
  /** Waits a limited time for running jobs; unfinished ones return to the queue. */
  stop(): Promise<void>;
}

const SCHEMA = "jobs";
const GRACE_MS = 8000;
/** Polling interval: retries fall due without a notification. */
const LOOK_MS = 2000;
/** pg-boss polls each queue separately; this is only the fallback. */
const BACKSTOP_S = 60;
const BATCH = 8;
/** How long finished jobs stay visible. */
const FINISHED_S = 2 * 86_400;

/** Jobs on pg-boss, which provides leases, retries and schedules; the job catalogue defines what to run and when. */
export async function startRunner({ hub, log, jobs, onError, supervises = true }: RunnerOptions): Promise<Runner> {
  const boss = new PgBoss({
    db: bossDatabase(hub.db),
    schema: SCHEMA,
    useListenNotify: true,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    registerInstance: false,
    supervise: supervises,
    schedule: supervises,
  });
  boss.on("error", onError);
  await boss.start();
  await declareQueues(
    boss,
    jobs.filter(({ isRetired }) => isRetired !== true),
  );
  await indexTenants(hub.db.sql);
  const look = new DueLook(boss, hub.db.sql, onError);

  async function take(job: Job, { id, data, signal }: Taken<unknown>): Promise<JobResult> {
    const parsed = job.data.safeParse(data);
    if (!parsed.success) {
      log.error({ job: job.name, id, reason: parsed.error.message }, "A payload could not be parsed and is parked");
      return { id, status: "deadletter", output: { reason: parsed.error.message } };
    }
    const origin = { name: job.name, traceparent: traceOf(data) };
    try {
      await carriedOn(hub, origin, (traced) => job.run({ hub: traced, log, signal }, parsed.data));
      return { id, status: "completed" };
    } catch (error) {
      log.warn({ err: error, job: job.name, id }, "A job failed");
      return { id, status: "failed", output: { reason: error instanceof Error ? error.message : String(error) } };
    }
  }

  return {
    consumers: jobs.filter(({ on }) => on !== undefined).map((job) => queueing(boss, job)),
    async enqueue(job, data, { delayS = job.delayS ?? 0 } = {}) {
      await boss.send(job.name, Object(job.data.parse(data)), { priority: job.priority ?? 0, startAfter: delayS });
    },
    control: createJobControl(boss, jobs),
    async work() {
      for (const job of await withWork(hub.db.sql, jobs)) {
        const options = optionsOf(job);
        const worker = await boss.work<unknown, unknown, typeof options>(job.name, options, (taken) =>
          Promise.all(taken.map((each) => take(job, each))),
        );
        look.add(job.name, worker);
      }
    },
    stop() {
      look.stop();
      return boss.stop({ graceful: true, close: false, timeout: GRACE_MS });
    },
  };
}

const queueing = (boss: PgBoss, job: Job): Applying => ({
  name: `job:${job.name}`,
  start: "head",
  wants: (event) => job.on?.includes(event.type) === true && job.when?.(event) !== false,
  apply: async (sql, events) => {
    const rows = events.map((event) => insertOf(job, event));
    await boss.insert(job.name, rows, { db: within(sql) });
  },
});

/** The job's own data plus the trace context of its event. */
const traceOf = (data: unknown): string | undefined =>
  typeof data === "object" && data !== null && "traceparent" in data ? traceFrom(String(data.traceparent)) : undefined;

const optionsOf = ({ width }: Job) =>
  ({
    localConcurrency: width ?? 1,
    batchSize: BATCH,
    burstWhenBatchFull: true,
    perJobResults: true,
    pollingIntervalSeconds: 1,
    notifyPollingIntervalSeconds: BACKSTOP_S,
  }) as const;

/** Wakes the workers of queues with due jobs, by one query for all of them. */
class DueLook {
  readonly #workers = new Map<string, string>();
  readonly #look: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(boss: PgBoss, sql: Sql<Types>, onError: (error: unknown) => void) {
    const wake = (queues: readonly string[]) => {
      for (const queue of queues) boss.notifyWorker(this.#workers.get(queue) ?? "");
    };
    this.#look = () =>
      void dueQueues(sql, [...this.#workers.keys()])
        .then(wake)
        .catch(onError);
  }

  add(queue: string, worker: string): void {
    this.#workers.set(queue, worker);
    this.#timer ??= setInterval(this.#look, LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Without jobs of older versions that have no work left. */
async function withWork(sql: Sql<Types>, jobs: readonly Job[]): Promise<readonly Job[]> {
  const retired = jobs.flatMap(({ isRetired, name }) => (isRetired === true ? [name] : []));
  const left = await unfinished(sql, retired);
  return jobs.filter(({ isRetired, name }) => isRetired !== true || left.has(name));
}

/** A job's id is its event's id, so that no event queues the same job twice. */
function insertOf({ priority, delayS }: Job, { id, tenantId, data, trace }: ConsumerEvent): JobInsert {
  return {
    id,
    data: { ...(typeof data === "object" && data), tenantId, eventId: id, ...traceHeaders(trace) },
    ...(priority !== undefined && { priority }),
    ...(delayS !== undefined && { startAfter: delayS }),
  };
}

async function declareQueues(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  await boss.createQueue(PARKED, { retentionSeconds: 90 * 86_400 });
  for (const { name, retry, leaseS, heartbeatS, schedule } of jobs) {
    const options = {
      retryLimit: retry.limit,
      retryDelay: retry.delayS,
      retryBackoff: true,
      expireInSeconds: leaseS,
      deleteAfterSeconds: FINISHED_S,
      deadLetter: PARKED,
      notify: true,
      ...(heartbeatS !== undefined && { heartbeatSeconds: heartbeatS }),
      ...(retry.longestDelayS !== undefined && { retryDelayMax: retry.longestDelayS }),
    };
    await boss.createQueue(name, options);
    await boss.updateQueue(name, options);
    if (schedule !== undefined) await boss.schedule(name, schedule, {}, { tz: "UTC" });
  }
}
