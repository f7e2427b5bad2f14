import type { Sql } from "postgres";
import { unavailable } from "#core/kernel/errors.ts";
import type { Types } from "#core/kernel/tx.ts";
import { type Database, type DatabaseOptions, openPool, openSteady, tenantAccess } from "./client.ts";
import { Pulse } from "./pulse.ts";

export interface WatchedDatabase extends Database {
  /** Whether PostgreSQL answers. */
  readonly up: () => boolean;
}

export interface WatchedOptions extends DatabaseOptions {
  readonly onChange: (up: boolean) => void;
}

/**
 * A database that fails fast while the server is down: new calls are rejected at once, and calls hanging on a silent
 * connection are ended by replacing the pool.
 */
export function connectWatched(options: WatchedOptions): WatchedDatabase {
  const open = () => ({
    calls: openPool(options),
    first: openPool({ ...options, poolSize: 1 }),
    steady: openSteady(options),
  });
  const end = (ended: typeof pools, timeout: number) =>
    Promise.all(Object.values(ended).map((pool) => pool.end({ timeout })));
  let pools = open();
  const listener = openPool({ ...options, poolSize: 1 });
  /** Fails everything that waits on the old connections; later calls get new ones. */
  const renew = () => {
    void end(pools, 0);
    pools = open();
  };
  const pulse = new Pulse({ url: options.url, onChange: options.onChange, onGone: renew });
  const current = () => {
    pulse.noteUse();
    if (pulse.beats) return pools;
    throw unavailable(new Error("PostgreSQL does not answer"));
  };
  return {
    sql: forwarding(() => current().calls),
    steady: forwarding(() => current().steady),
    listener,
    ...tenantAccess({ pool: () => current().calls, first: () => current().first, aside: listener }),
    up: () => pulse.beats,
    async close() {
      await pulse.stop();
      await Promise.all([end(pools, 5), listener.end({ timeout: 1 })]);
    },
  };
}

/** A stable client: each statement goes to the pool in use at that moment. */
function forwarding(current: () => Sql<Types>): Sql<Types> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a pool has the same members
  const shape = (() => {}) as unknown as Sql<Types>;
  return new Proxy(shape, {
    apply: (_, __, args) => Reflect.apply(current(), undefined, args),
    get: (_, property) => Reflect.get(current(), property),
  });
}
