import type { Database } from "#db/client.ts";
import { Pace } from "../kernel/pace.ts";
import { ensureConsumers } from "./consumer-store.ts";
import { type Consumer, isApplying } from "./consumer.ts";
import type { ConsumerLog } from "./consumer.ts";
import { CursorSet } from "./cursor-set.ts";
import { FEED_CHANNEL } from "./relay.ts";

export interface ConsumersOptions {
  readonly db: Database;
  readonly log: ConsumerLog;
  /** Reports failures that no consumer caused. */
  readonly onError: (error: unknown) => void;
  readonly consumers: readonly Consumer[];
  /** Load of the process's callers; absent: it has none. */
  readonly pace?: Pace;
  /** For those with an effect in our database, and for those that wait for another system. */
  readonly leaseMs?: number;
  readonly publishLeaseMs?: number;
}

/** Idle cursors are written once per third of it; the work of a killed process waits for up to a third more. */
const LEASE_MS = 9000;
/** At least twice the longest publication. */
const PUBLISH_LEASE_MS = 20_000;

/** Consumers that apply share a transaction; each that publishes runs alone, so that a slow system blocks no other. */
export function cursorSets(options: ConsumersOptions): CursorSet[] {
  const { consumers, pace = new Pace(), leaseMs = LEASE_MS, publishLeaseMs = PUBLISH_LEASE_MS } = options;
  const { true: applying = [], false: publishing = [] } = Object.groupBy(consumers, (each) => `${isApplying(each)}`);
  return [
    ...(applying.length === 0 ? [] : [new CursorSet({ ...options, pace, consumers: applying, leaseMs })]),
    ...publishing.map((each) => new CursorSet({ ...options, pace, consumers: [each], leaseMs: publishLeaseMs })),
  ];
}

/** Runs consumers in this process, as many as it can claim cursors of. Any number of processes may do so. */
export async function startConsumers(options: ConsumersOptions): Promise<{ stop(): Promise<void> }> {
  const { db, consumers } = options;
  await ensureConsumers(db.sql, consumers);
  const sets = cursorSets(options);
  const hear = (payload: string) => {
    for (const set of sets) set.hear(payload);
  };
  const listening = await db.listener.listen(FEED_CHANNEL, hear, () => hear(""));
  for (const set of sets) set.start();
  return {
    async stop() {
      await Promise.all(sets.map((set) => set.stop()));
      await listening.unlisten().catch(() => {});
    },
  };
}
