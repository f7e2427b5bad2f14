import type { Sql } from "postgres";
import type { Scope } from "./actor.ts";
import type { Types } from "./tx.ts";

export interface QueueInfo {
  readonly name: string;
  /** One sentence for display: what its jobs do. */
  readonly description: string;
  /** A retired queue: nothing enqueues it; it is listed while it has jobs left. */
  readonly isRetired: boolean;
  /** Event types whose data its jobs carry. */
  readonly on: readonly string[];
  /** The scopes needed to rerun its jobs. */
  readonly needs: readonly Scope[];
  /** Whether its schedule can run for one tenant alone. */
  readonly perTenant: boolean;
}

export interface JobRef {
  readonly queue: string;
  readonly id: string;
}

/** A dead letter: the job as stored after its last attempt. */
export interface Letter extends JobRef {
  /** The failed job behind it. */
  readonly sourceId: string;
}

/** What the core needs of the job queue, always inside the caller's transaction. Implemented by the workers. */
export interface JobControl {
  readonly queues: readonly QueueInfo[];
  nextRun(cron: string, after: Date): Date | null;
  /** For a locked job that has not ended. */
  cancel(sql: Sql<Types>, job: JobRef): Promise<void>;
  /** Makes a waiting job due now. */
  hasten(sql: Sql<Types>, job: JobRef): Promise<void>;
  /** Requeues a cancelled job. */
  resume(sql: Sql<Types>, job: JobRef): Promise<void>;
  /** Moves dead letters back to their original queues. Returns how many were moved. */
  redrive(sql: Sql<Types>, letters: readonly Letter[]): Promise<number>;
  /** Queues what a schedule would queue, for one tenant only. Returns the job's id. */
  runNow(sql: Sql<Types>, queue: string, tenantId: string): Promise<string>;
}
