import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";

export interface Relayed {
  readonly position: number;
  readonly id: string;
  readonly tenantId: string;
  readonly type: string;
  readonly data: unknown;
}

export interface RelayOptions {
  readonly sql: Sql<Types>;
  /** Runs inside the pass's transaction: what an event sets off (jobs) is recorded together with its position. */
  readonly onEvents?: (sql: Sql<Types>, events: readonly Relayed[]) => Promise<void>;
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
export async function relayPass({ sql, onEvents, batchSize = 2000 }: RelayOptions): Promise<number> {
  const moved = await sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql<Types>; // a transaction answers the same statements
    const [lock] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${RELAY_LOCK}) as held`;
    if (lock?.held !== true) return 0;
    const events = await tx<Relayed[]>`
      with taken as (
        delete from outbox where n in (select n from outbox order by n limit ${batchSize}) returning n
      ), placed as (
        insert into feed (tenant_id, n)
        select e.tenant_id, e.n from taken t join events e on e.n = t.n order by e.n
        returning position, n
      )
      select p.position, e.id, e.tenant_id as "tenantId", e.type, e.data
      from placed p join events e on e.n = p.n order by p.position`;
    if (events.length === 0) return 0;
    await onEvents?.(tx, events);
    await tx`select pg_notify(${FEED_CHANNEL}, '')`;
    return events.length;
  });
  return moved;
}

export interface Relay {
  /** There are new events: do not wait for the next look. */
  nudge(): void;
  stop(): Promise<void>;
}

const REST_MS = 10;
const LOOK_MS = 50;

/** Runs passes until it is stopped. Any number of processes may run one. */
export function startRelay(options: RelayOptions, onError: (error: unknown) => void): Relay {
  const batchSize = options.batchSize ?? 2000;
  let stopped = false;
  let wake: (() => void) | undefined;
  let nudged = false;
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run() {
    let failures = 0;
    while (!stopped) {
      nudged = false;
      try {
        const moved = await relayPass({ ...options, batchSize });
        failures = 0;
        if (moved < batchSize) await rest(REST_MS);
      } catch (error) {
        failures += 1;
        if (failures === 1) onError(error);
        await rest(Math.min(2000, 100 * 2 ** failures));
      }
      if (!nudged && !stopped) await rest(LOOK_MS);
    }
  }

  const running = run();
  return {
    nudge() {
      nudged = true;
      wake?.();
    },
    async stop() {
      stopped = true;
      wake?.();
      await running;
    },
  };
}
