import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";
import type { FeedRow } from "./store.ts";

/** An event as consumers read it: all tenants' events, in the order of the feed. */
export interface ConsumerEvent extends FeedRow {
  /** Of the event's own row; rises with `sequence` per subject. */
  readonly n: number;
  /** `traceparent` of the call that wrote it; what follows from the event belongs to the same trace. */
  readonly trace: string | null;
}

/** Where a consumer begins that the database does not know yet: behind the last event, or with the oldest that is kept. */
export type Start = "head" | "beginning";

interface Named {
  /** Of its cursor. It outlives processes and versions, and is the label in metrics. */
  readonly name: string;
  readonly start: Start;
  /** Which events it wants; absent: all. */
  readonly wants?: (event: ConsumerEvent) => boolean;
}

/**
 * Its effect is in our database and in the transaction that moves its cursor: exactly once. Events come as sets of up
 * to `PAGE`. One that fails whenever it is tried ends as a dead letter, and what stands behind it goes on.
 */
export interface Applying extends Named {
  apply(sql: Sql<Types>, events: readonly ConsumerEvent[]): Promise<void>;
}

/**
 * Its effect is outside and comes before its cursor moves: at least once. It is tried until it works. Answers how many
 * of the events, counted from the first and one at least, were taken; the rest comes again.
 */
export interface Publishing extends Named {
  publish(events: readonly ConsumerEvent[]): Promise<number>;
}

export type Consumer = Applying | Publishing;

export const isApplying = (consumer: Consumer): consumer is Applying => "apply" in consumer;

export const wantedBy = ({ wants }: Consumer, events: readonly ConsumerEvent[]): readonly ConsumerEvent[] =>
  wants === undefined ? events : events.filter(wants);

/** A pino logger fits. */
export interface ConsumerLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}
