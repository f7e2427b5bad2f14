import type { z } from "zod";
import type { ConsumerEvent } from "#core/events/consumer.ts";
import type { Scope } from "#core/kernel/actor.ts";
import type { Hub } from "#core/runtime/hub.ts";

/** What a handler gets besides its payload. */
export interface JobContext {
  readonly hub: Hub;
  readonly log: JobLog;
  /** Aborted when the job's lease ends or the process stops. */
  readonly signal: AbortSignal;
}

/** Compatible with pino. */
export interface JobLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface Retry {
  /** Attempts after the first one. */
  readonly limit: number;
  /** Before the second attempt; doubled for each later one, then reduced by up to half by jitter. */
  readonly delayS: number;
  readonly longestDelayS?: number;
}

/**
 * A queued payload is a contract between versions of this program: it is parsed when dequeued, and an unknown one is
 * parked where people can see it.
 */
export interface Job<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** One sentence for operators. */
  readonly description: string;
  readonly data: S;
  /** Queued by older versions only: still run until none is left, and listed until then. */
  readonly isRetired?: true;
  /** Event types that trigger it. The payload is then the event's data with `tenantId`, `eventId` and `traceparent`. */
  readonly on?: readonly string[];
  /** A filter on those events; absent: all. */
  readonly when?: (event: ConsumerEvent) => boolean;
  /** The highest runs first; default 0. */
  readonly priority?: number;
  /** Seconds from its event until it is due; absent: at once. */
  readonly delayS?: number;
  readonly retry: Retry;
  /** Seconds until an attempt is passed to another worker. */
  readonly leaseS: number;
  /** For long jobs: seconds without a heartbeat until another worker takes over, at least 10. */
  readonly heartbeatS?: number;
  /** Concurrent batches of up to eight jobs of this name per process. */
  readonly width?: number;
  /** Cron expression, in UTC. A scheduled job is queued once for all processes. */
  readonly schedule?: string;
  /** Its payload may name a tenant; the run is then limited to that tenant. */
  readonly perTenant?: boolean;
  /** The scopes of its work: required to run it on request. */
  readonly needs?: readonly Scope[];
  readonly run: (context: JobContext, data: z.output<S>) => Promise<void>;
}

export const job = <S extends z.ZodType>(definition: Job<S>): Job<S> => definition;
