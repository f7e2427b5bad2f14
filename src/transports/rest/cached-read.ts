import type { z } from "zod";
import type { Query } from "#core/kernel/operation.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Reply, RouteCall } from "./reply.ts";

/** The query that tells what the ETag of a body would be now, for the same input. */
export interface Revision<I extends z.ZodType> {
  readonly operation: Query<I, z.ZodType<{ version: number; state: string }>>;
}

export const tagOf = (version: number, state: string | undefined): string =>
  state === undefined ? String(version) : `${version}.${state}`;

const MOST = 1000;

/**
 * Keeps the newest bodies in memory, each under its ETag. Every read asks the database for the ETag of now, as the
 * caller and in the caller's tenant, so nothing stale or foreign is ever told (docs/decisions/0004-caching.md).
 */
export function cachedRead<I extends z.ZodType>(
  { operation }: Revision<I>,
  read: (caller: Caller, call: RouteCall) => Promise<Reply>,
): typeof read {
  const cache = new Map<string, Reply>();
  return async (caller, call) => {
    const { output } = await caller.call(operation, call.input);
    const key = `${caller.actor.tenantId} ${JSON.stringify(call.input)}`;
    const kept = cache.get(key);
    if (kept !== undefined && kept.tag === tagOf(output.version, output.state)) return { ...kept, cached: true };
    const reply = await read(caller, call);
    cache.delete(key);
    cache.set(key, reply);
    const [oldest] = cache.keys();
    if (cache.size > MOST && oldest !== undefined) cache.delete(oldest);
    return { ...reply, cached: false };
  };
}
