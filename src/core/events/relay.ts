import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";

export interface RelayOptions {
  readonly sql: Sql<Types>;
  readonly batchSize?: number;
}

/** Any number will do, as long as nothing else in the database takes it. */
const RELAY_LOCK = 7_236_158_402;
export const FEED_CHANNEL = "crossdock_feed";

/**
 * Moves committed events from the outbox into the feed and answers how many. One pass runs at a time over all
 * processes, and the next begins after its commit: positions are commit-ordered, and an event whose transaction
 * committed late simply gets a later position. It is never skipped.
 */
export async function relayPass({ sql, batchSize = 2000 }: RelayOptions): Promise<number> {
  const [row] = await sql<{ moved: number }[]>`
    with pass as materialized (
      select pg_try_advisory_xact_lock(${RELAY_LOCK}) as mine
    ), taken as (
      delete from outbox where n in (select n from outbox where (select mine from pass) order by n limit ${batchSize})
      returning n
    ), ordered as (
      select e.tenant_id, e.n, o.channel_id from taken t join events e on e.n = t.n
      left join orders o on e.subject_type = 'order' and o.tenant_id = e.tenant_id and o.id = e.subject_id
      order by e.n
    ), placed as (
      insert into feed (position, tenant_id, n, channel_id)
      select nextval('feed_positions'), tenant_id, n, channel_id from ordered returning position
    )
    select count(*)::int as moved, case when count(*) > 0 then pg_notify(${FEED_CHANNEL}, '') end from placed`;
  return row?.moved ?? 0;
}

/** One look without a transaction, for the many times when there is nothing. */
async function hasWaiting(sql: Sql<Types>): Promise<boolean> {
  const [row] = await sql<{ waiting: boolean }[]>`select exists (select 1 from outbox) as waiting`;
  return row?.waiting === true;
}

/** Commits that follow each other closely share a pass. */
const REST_MS = 5;
/** Commits of other processes do not nudge: they are seen at the next look. */
const LOOK_MS = 20;
const LONGEST_REST_MS = 2000;

/** Runs passes until it is stopped. Any number of processes may run one. */
export class Relay {
  readonly #options: RelayOptions & { readonly batchSize: number };
  readonly #onError: (error: unknown) => void;
  readonly #running: Promise<void>;
  #stopped = false;
  #nudged = false;
  #wake: (() => void) | undefined;

  constructor(options: RelayOptions, onError: (error: unknown) => void) {
    this.#options = { batchSize: 2000, ...options };
    this.#onError = onError;
    this.#running = this.#run();
  }

  /** There are new events: do not wait for the next look. */
  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      this.#nudged = false;
      try {
        const moved = (await hasWaiting(this.#options.sql)) ? await relayPass(this.#options) : 0;
        failures = 0;
        if (moved > 0 && moved < this.#options.batchSize) await sleep(REST_MS);
      } catch (error) {
        failures += 1;
        if (failures === 1) this.#onError(error);
        await this.#rest(Math.min(LONGEST_REST_MS, 100 * 2 ** failures));
      }
      if (!this.#nudged && !this.#stopped) await this.#rest(LOOK_MS);
    }
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
