import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";
import type { FeedRow } from "./store.ts";

/** An event as consumers read it: all tenants' events, in the order of the feed. */
export interface ConsumerEvent extends FeedRow {
  /** Position of the event's row; rises with `sequence` per subject. */
  readonly n: number;
  /** `traceparent` of the call that wrote it; the effects of the event belong to the same trace. */
  readonly trace: string | null;
}

/** Where a new consumer starts: after the last event, or at the oldest that is kept. */
export type Start = "head" | "beginning";

/** What a consumer needs is not there, such as a setting: no event is to blame, and it stops until it is. */
export class ConsumerNotReady extends Error {
  override readonly name: string = "ConsumerNotReady";
}

interface Named {
  /** Name of its cursor. It outlives processes and versions, and is the label in metrics. */
  readonly name: string;
  readonly start: Start;
  /** Event types to receive; absent: all. */
  readonly wants?: (event: ConsumerEvent) => boolean;
}

/**
 * Its effect is in our database, in the transaction that advances its cursor: exactly once. Events come in batches of
 * up to `PAGE`. An event that fails every retry is dead-lettered, and the events after it continue.
 */
export interface Applying extends Named {
  apply(sql: Sql<Types>, events: readonly ConsumerEvent[]): Promise<void>;
}

/**
 * Its effect is external and precedes advancing its cursor: at least once. Retried until it succeeds. Returns how many
 * of the events, counted from the first and at least one, were accepted; the rest is redelivered.
 */
export interface Publishing extends Named {
  publish(events: readonly ConsumerEvent[]): Promise<number>;
}

export type Consumer = Applying | Publishing;

export const isApplying = (consumer: Consumer): consumer is Applying => "apply" in consumer;

export const wantedBy = ({ wants }: Consumer, events: readonly ConsumerEvent[]): readonly ConsumerEvent[] =>
  wants === undefined ? events : events.filter(wants);

/** Compatible with a pino logger. */
export interface ConsumerLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}
