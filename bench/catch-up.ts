import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export interface Waiting {
  readonly outbox: number;
  /** Consumers that have not read the whole feed. */
  readonly consumers: number;
  readonly deliveries: number;
  readonly mails: number;
  readonly jobs: number;
}

/** Unfinished effects of orders. `bench` marks the statement, so that it is not counted as the hub's. */
export async function waiting(sql: Sql<Types>): Promise<Waiting> {
  const [row] = await sql<Waiting[]>`
    select /* bench */ (select count(*) from outbox) as outbox,
      (select count(*) from consumers where position < (select max(position) from feed)) as consumers,
      (select count(*) from webhook_deliveries where state = 'pending') as deliveries,
      (select count(*) from mails where state in ('queued', 'due')) as mails,
      (select count(*) from jobs.job where state in ('created', 'retry', 'active') and start_after <= now()) as jobs`;
  if (row === undefined) throw new Error("A count returned no row");
  return row;
}

const sum = (counts: Waiting): number => Object.values(counts).reduce((total, each) => total + each, 0);

/** Resolves when every consumer has caught up. Returns the number of polls. */
export async function untilCaughtUp(sql: Sql<Types>, patienceMs = 180_000): Promise<number> {
  const until = performance.now() + patienceMs;
  for (let asked = 1; ; asked += 1) {
    const counts = await waiting(sql);
    if (sum(counts) === 0) return asked;
    if (performance.now() > until) throw new Error(`Still waiting: ${JSON.stringify(counts)}`);
    await sleep(100);
  }
}
