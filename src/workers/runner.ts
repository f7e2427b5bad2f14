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
  /** Told what goes wrong between jobs. */
  readonly onError: (error: unknown) => void;
  /** Whether this process also looks after leases and schedules; absent: yes. */
  readonly supervises?: boolean;
}

export interface Runner {
  /**
   * Queue what events set off: one for each job, so that a job which only a newer version knows misses none of the
   * events that an older version has read for its own.
   */
  readonly consumers: readonly Applying[];
  /** For work that no event asks for. */
  enqueue<S extends z.ZodType>(job: Job<S>, data: z.input<S>, options?: { delayS?: number }): Promise<void>;
  /** For the core's operations on jobs. */
  readonly control: JobControl;
  /** Begins to take jobs. Without it this process only queues. */
  work(): Promise<void>;
  /** Lets running jobs end for a while; what is left is given back. */
  stop(): Promise<void>;
}

const SCHEMA = "jobs";
const GRACE_MS = 8000;
/** Retries fall due without a notice. */
const LOOK_MS = 2000;
/** pg-boss asks for each queue by itself; only what all else has missed is left to that. */
const BACKSTOP_S = 60;
const BATCH = 8;
/** Finished jobs are looked at for a while and then forgotten. */
const FINISHED_S = 2 * 86_400;

/** Jobs on pg-boss: leases, retries and schedules are its own; what to do and when is in the job catalogue. */
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
      log.error({ job: job.name, id, reason: parsed.error.message }, "A payload was not understood and is parked");
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

/** Beside what the job is about: the trace of the event that set it off. */
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

/** Wakes the workers of queues in which something has fallen due, in one question for all of them. */
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

/** Without those that older versions have left nothing of. */
async function withWork(sql: Sql<Types>, jobs: readonly Job[]): Promise<readonly Job[]> {
  const retired = jobs.flatMap(({ isRetired, name }) => (isRetired === true ? [name] : []));
  const left = await unfinished(sql, retired);
  return jobs.filter(({ isRetired, name }) => isRetired !== true || left.has(name));
}

/** A job's id is its event's, so that no event sets off the same job twice. */
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
