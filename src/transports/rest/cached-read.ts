import type { z } from "zod";
import { execute } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import type { Query } from "#core/kernel/operation.ts";
import type { Database } from "#db/client.ts";
import type { Reply, RouteCall } from "./route.ts";

/** The query that tells what the ETag of a body would be now, for the same input. */
export interface Revision<I extends z.ZodType> {
  readonly operation: Query<I, z.ZodType<{ version: number; state: string }>>;
}

export const tagOf = (version: number, state: string | undefined): string =>
  state === undefined ? String(version) : `${version}.${state}`;

const MOST = 1000;
const caches = new WeakMap<Database, Map<string, Reply>>();

/**
 * Keeps the newest bodies in memory, each under its ETag. Every read asks the database for the ETag of now, as the
 * caller and in the caller's tenant, so nothing stale or foreign is ever told (docs/decisions/0004-caching.md).
 */
export function cachedRead<I extends z.ZodType>(
  { operation }: Revision<I>,
  read: (hub: Hub, actor: Actor, call: RouteCall) => Promise<Reply>,
): typeof read {
  return async (hub, actor, call) => {
    const { output } = await execute(hub, actor, operation, call.input, call.options);
    const cache = cacheOf(hub.db);
    const key = `${actor.tenantId} ${operation.name} ${JSON.stringify(call.input)}`;
    const kept = cache.get(key);
    if (kept !== undefined && kept.tag === tagOf(output.version, output.state)) return { ...kept, cached: true };
    const reply = await read(hub, actor, call);
    cache.delete(key);
    cache.set(key, reply);
    const [oldest] = cache.keys();
    if (cache.size > MOST && oldest !== undefined) cache.delete(oldest);
    return { ...reply, cached: false };
  };
}

function cacheOf(db: Database): Map<string, Reply> {
  const cache = caches.get(db) ?? new Map<string, Reply>();
  caches.set(db, cache);
  return cache;
}
