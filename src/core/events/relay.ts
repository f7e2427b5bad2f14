import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { Pace, type Rests } from "../kernel/pace.ts";
import { Rest } from "../kernel/rest.ts";
import type { Types } from "../kernel/tx.ts";

export interface RelayOptions {
  readonly sql: Sql<Types>;
  /** Receives the notifications of other processes. */
  readonly listener?: Sql<Types>;
  readonly batchSize?: number;
  /** Polling interval without a notification of new events, milliseconds. */
  readonly lookMs?: number;
  /** Load of the process's callers; absent: it has none. */
  readonly pace?: Pace;
  /** Called after passes that moved events. */
  readonly onMoved?: () => void;
}

/** Advisory lock key: any number that nothing else in the database uses. */
export const RELAY_LOCK = 7_236_158_402;
export const FEED_CHANNEL = "crossdock_feed";
/** Notifies that there are unrelayed events. Never notified by a command's own transaction: commits would queue up. */
const OUTBOX_CHANNEL = "crossdock_outbox";

/**
 * Moves committed events from the outbox into the feed and returns how many. One pass runs at a time across all
 * processes, and the next begins after its commit: positions are in commit order, and an event whose transaction
 * committed late gets a later position and is never skipped. `any(array(…))`: a join compared each row with each.
 */
export async function relayPass({ sql, batchSize = 2000 }: RelayOptions): Promise<number> {
  const [row] = await sql<{ moved: number }[]>`
    with pass as materialized (
      select pg_try_advisory_xact_lock(${RELAY_LOCK}) as mine
    ), taken as (
      delete from outbox where n = any(array(select n from outbox where (select mine from pass) order by n limit ${batchSize}))
      returning n
    ), ordered as (
      select e.tenant_id, e.n, case e.subject_type when 'order' then (
        select o.channel_id from orders o where o.tenant_id = e.tenant_id and o.id = e.subject_id) end as channel_id
      from taken t join events e on e.n = t.n order by e.n
    ), placed as (
      insert into feed (position, tenant_id, n, channel_id)
      select nextval('feed_positions'), tenant_id, n, channel_id from ordered returning position
    )
    select count(*)::int as moved, case when count(*) > 0 then pg_notify(${FEED_CHANNEL}, '') end from placed`;
  return row?.moved ?? 0;
}

/** A check without a transaction, for the common case of no events. */
async function hasWaiting(sql: Sql<Types>): Promise<boolean> {
  const [row] = await sql<{ waiting: boolean }[]>`select exists (select 1 from outbox) as waiting`;
  return row?.waiting === true;
}

/** Debounce: commits close together share a pass. */
const FRAME_MS = 20;
const RESTS: Rests = { leastMs: FRAME_MS, mostMs: 40 };
/** Polling interval: finds events whose process ended before it notified. */
const LOOK_MS = 1000;
const LONGEST_REST_MS = 2000;

/** Runs passes until stopped. Any number of processes may run one. */
export class Relay {
  readonly #options: RelayOptions & Required<Pick<RelayOptions, "batchSize" | "lookMs" | "pace">>;
  readonly #onError: (error: unknown) => void;
  readonly #running: Promise<void>;
  #stopped = false;
  #nudged = false;
  readonly #resting = new Rest();

  constructor(options: RelayOptions, onError: (error: unknown) => void) {
    this.#options = { batchSize: 2000, lookMs: LOOK_MS, pace: new Pace(), ...options };
    this.#onError = onError;
    this.#running = this.#run();
  }

  /** There are new events: run a pass without waiting for the next poll. */
  readonly nudge = (): void => {
    this.#nudged = true;
    this.#resting.end();
  };

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#resting.end();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { listener } = this.#options;
    const listening = await listener?.listen(OUTBOX_CHANNEL, this.nudge, this.nudge).catch(this.#onError);
    let failures = 0;
    while (!this.#stopped) {
      try {
        const moved = await this.#look();
        failures = 0;
        if (moved !== undefined && moved < this.#options.batchSize) await this.#options.pace.rest(RESTS);
        // Another process held the lock, or there is more: some notified events may not have been seen.
        if (moved !== 0 && moved !== this.#options.batchSize) await this.#rest(this.#options.lookMs);
      } catch (error) {
        failures += 1;
        if (failures === 1) this.#onError(error);
        await this.#rest(Math.min(LONGEST_REST_MS, 100 * 2 ** failures));
      }
    }
    await listening?.unlisten().catch(this.#onError);
  }

  /** Returns how many events it moved; 0 when another process held the lock, undefined when there were none. */
  async #look(): Promise<number | undefined> {
    const nudged = this.#nudged;
    this.#nudged = false;
    if (!nudged && !(await hasWaiting(this.#options.sql))) return undefined;
    const moved = await relayPass(this.#options);
    if (moved > 0) this.#options.onMoved?.();
    return moved;
  }

  async #rest(ms: number): Promise<void> {
    if (!this.#nudged && !this.#stopped) await this.#resting.for(ms);
  }
}

/** For events that no operation writes: the notification is sent when their transaction commits. */
export const announceEvents = (sql: Sql<Types>) => sql`select pg_notify(${OUTBOX_CHANNEL}, '')`;

/** For processes that commit events and run no relay: notifies those that do, in separate transactions. */
export class RelayNotice {
  readonly #sql: Sql<Types>;
  readonly #onError: (error: unknown) => void;
  #again = false;
  #running: Promise<void> | undefined;

  constructor(sql: Sql<Types>, onError: (error: unknown) => void) {
    this.#sql = sql;
    this.#onError = onError;
  }

  readonly give = (): void => {
    this.#again = true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  };

  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    const sql = this.#sql;
    while (this.#again) {
      this.#again = false;
      await announceEvents(sql).catch(this.#onError);
      await sleep(FRAME_MS);
    }
  }
}
