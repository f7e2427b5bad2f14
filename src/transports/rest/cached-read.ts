import type { z } from "zod";
import type { Query } from "#core/kernel/operation.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Reply, RouteCall } from "./reply.ts";

/** The query for a body's current ETag, with the same input. */
export interface Revision<I extends z.ZodType> {
  readonly operation: Query<I, z.ZodType<{ version: number; state: string }>>;
}

export const tagOf = (version: number, state: string | undefined): string =>
  state === undefined ? String(version) : `${version}.${state}`;

const MOST = 1000;

/**
 * Caches the newest bodies in memory by ETag. Every read queries the current ETag, as the caller in the caller's
 * tenant, so no response is stale or from another tenant (docs/decisions/0004-caching.md).
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
