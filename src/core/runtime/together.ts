import type { Read } from "../kernel/tx.ts";
import { createLanes, type Lanes } from "./batch.ts";
import { databaseFailure } from "./database-failure.ts";

/** The rows for distinct keys, in one statement. */
type ReadMany<V> = (read: Read, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>;

interface Asked<V> {
  readonly key: string;
  readonly resolve: (found: V | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Two, so that the process handles the results of one statement while the next one runs. */
const LIMITS = { batchSize: 32, width: 2, gathers: true };

/**
 * Reads by key that share statements: those of one tenant that arrive while statements run form the next one. Each sees
 * what was committed before it was requested. No timer, so no delay when idle.
 */
export function together<V>(readMany: ReadMany<V>): (read: Read, key: string) => Promise<V | undefined> {
  const pools = new WeakMap<object, Lanes>();
  return (read, key) => {
    const lanes = pools.get(read.sql) ?? createLanes(LIMITS);
    pools.set(read.sql, lanes);
    const { promise, resolve, reject } = Promise.withResolvers<V | undefined>();
    lanes.submit<Asked<V>>(read.tenantId, { key, resolve, reject }, (asked) => answer(readMany, read, asked));
    return promise;
  };
}

async function answer<V>(readMany: ReadMany<V>, read: Read, asked: readonly Asked<V>[]): Promise<void> {
  try {
    const found = await readMany(read, [...new Set(asked.map(({ key }) => key))]);
    for (const { key, resolve } of asked) resolve(found.get(key));
  } catch (error) {
    if (asked.length === 1 || databaseFailure(error) !== undefined) for (const { reject } of asked) reject(error);
    else for (const each of asked) await answer(readMany, read, [each]); // a failing read affects no other
  }
}
