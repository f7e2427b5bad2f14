import type { z } from "zod";
import type { ConsumerEvent } from "#core/events/consumer.ts";
import type { Scope } from "#core/kernel/actor.ts";
import type { Hub } from "#core/runtime/hub.ts";

/** What a handler is given besides its payload. */
export interface JobContext {
  readonly hub: Hub;
  readonly log: JobLog;
  /** Fires when the job's lease ends or the process stops: whatever is waited for should be given up. */
  readonly signal: AbortSignal;
}

/** A pino logger fits. */
export interface JobLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface Retry {
  /** Tries after the first one. */
  readonly limit: number;
  /** Before the second try; doubled before each later one, and then up to half of it less by chance. */
  readonly delayS: number;
  readonly longestDelayS?: number;
}

/**
 * A queued payload is a contract between versions of this program: it is parsed when it is taken from the queue, and
 * one that we do not understand is parked where people can see it.
 */
export interface Job<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** One sentence for the people who look after the queue. */
  readonly description: string;
  readonly data: S;
  /** Only older versions queue it: it is done until nothing of it is left, and shown as long. */
  readonly isRetired?: true;
  /** Types of events that set it off. The payload is then the event's data with `tenantId`, `eventId` and `traceparent`. */
  readonly on?: readonly string[];
  /** Which of those events; absent: all. */
  readonly when?: (event: ConsumerEvent) => boolean;
  /** What waits is taken by priority, the highest first; absent: 0. */
  readonly priority?: number;
  /** How long after its event it is due; absent: at once. */
  readonly delayS?: number;
  readonly retry: Retry;
  /** A try that takes longer is given to another worker. */
  readonly leaseS: number;
  /** For long jobs: one whose worker gives no sign of life for so long is given to another, at least 10. */
  readonly heartbeatS?: number;
  /** Groups of up to eight jobs of this name that one process runs at once. */
  readonly width?: number;
  /** Cron expression, in UTC. A scheduled job is queued once for all processes. */
  readonly schedule?: string;
  /** Its payload may name a tenant, and then it runs for that one alone. */
  readonly perTenant?: boolean;
  /** What it does in somebody's name: whoever has it run again must hold that. */
  readonly needs?: readonly Scope[];
  readonly run: (context: JobContext, data: z.output<S>) => Promise<void>;
}

export const job = <S extends z.ZodType>(definition: Job<S>): Job<S> => definition;
