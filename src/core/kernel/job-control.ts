import type { Sql } from "postgres";
import type { Scope } from "./actor.ts";
import type { Types } from "./tx.ts";

export interface QueueInfo {
  readonly name: string;
  /** One sentence for people: what its jobs do. */
  readonly description: string;
  /** Nobody queues it any more: it is shown as long as something of it is left. */
  readonly isRetired: boolean;
  /** Types of events whose data its jobs carry. */
  readonly on: readonly string[];
  /** What its jobs do for whoever has them run again. */
  readonly needs: readonly Scope[];
  /** Whether its schedule can run for one tenant alone. */
  readonly perTenant: boolean;
}

export interface JobRef {
  readonly queue: string;
  readonly id: string;
}

/** A job that was given up, as it lies among the parked ones. */
export interface Letter extends JobRef {
  /** The failed job that it is the remainder of. */
  readonly sourceId: string;
}

/** What the core asks of the job queue, always inside the caller's own transaction. The workers fill it in. */
export interface JobControl {
  readonly queues: readonly QueueInfo[];
  nextRun(cron: string, after: Date): Date | null;
  /** Of a job that is locked and has not ended. */
  cancel(sql: Sql<Types>, job: JobRef): Promise<void>;
  /** Makes a waiting job due now. */
  hasten(sql: Sql<Types>, job: JobRef): Promise<void>;
  /** Queues a cancelled job again. */
  resume(sql: Sql<Types>, job: JobRef): Promise<void>;
  /** Moves letters back to the queues that they came from. Answers how many went. */
  redrive(sql: Sql<Types>, letters: readonly Letter[]): Promise<number>;
  /** Queues what a schedule would queue, for one tenant alone. Answers the job's id. */
  runNow(sql: Sql<Types>, queue: string, tenantId: string): Promise<string>;
}
