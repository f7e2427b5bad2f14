import { asHubError } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import { type Actor, type Scope, scopes } from "#core/kernel/actor.ts";
import { asTenantId, type TenantId } from "#core/kernel/ids.ts";
import { hashOf, isWellFormed } from "#core/keys/key-format.ts";
import { findKey, type KeyRow, touchKey } from "./key-store.ts";

const KEEP_MS = 5000;
const TOUCH_MS = 60_000;
const MOST = 10_000;

interface Kept {
  readonly actor: Actor;
  readonly until: number;
}

/** Who a key belongs to, or undefined when it opens nothing. A revoked key is refused after five seconds at the latest. */
export async function apiKeyActor(hub: Hub, rawKey: string): Promise<Actor | undefined> {
  if (!isWellFormed(rawKey)) return undefined;
  return cacheOf(hub).actorOf(hashOf(rawKey));
}

const caches = new WeakMap<Hub, KeyCache>();

function cacheOf(hub: Hub): KeyCache {
  const known = caches.get(hub);
  if (known !== undefined) return known;
  const cache = new KeyCache(hub);
  caches.set(hub, cache);
  return cache;
}

/** Keeps actors for a moment, so that a busy key costs one look at the database in five seconds. */
class KeyCache {
  readonly #hub: Hub;
  readonly #kept = new Map<string, Kept>();
  readonly #looking = new Map<string, Promise<Actor | undefined>>();
  readonly #watched = new Map<TenantId, AbortController>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  actorOf(hash: string): Promise<Actor | undefined> {
    const kept = this.#kept.get(hash);
    if (kept !== undefined && kept.until > this.#hub.clock().getTime()) return Promise.resolve(kept.actor);
    const looking = this.#looking.get(hash) ?? this.#look(hash).finally(() => this.#looking.delete(hash));
    this.#looking.set(hash, looking);
    return looking;
  }

  async #look(hash: string): Promise<Actor | undefined> {
    const now = this.#hub.clock();
    this.#kept.delete(hash);
    try {
      const key = await findKey(this.#hub.db.sql, hash, now);
      if (key === undefined) return undefined;
      if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() > TOUCH_MS)
        await touchKey(this.#hub.db.sql, key, now);
      const actor = actorOf(key);
      this.#keep(hash, { actor, until: Math.min(now.getTime() + KEEP_MS, key.expiresAt?.getTime() ?? Infinity) });
      return actor;
    } catch (error) {
      throw asHubError(error);
    }
  }

  #keep(hash: string, kept: Kept): void {
    if (this.#kept.size >= MOST) this.#sweep();
    this.#kept.set(hash, kept);
    const { tenantId } = kept.actor;
    if (this.#watched.has(tenantId)) return;
    const stop = new AbortController();
    this.#watched.set(tenantId, stop);
    void this.#watch(tenantId, stop.signal);
  }

  /** Forgets a revoked key as soon as the event is here; the five seconds are for when it is late. */
  async #watch(tenantId: TenantId, signal: AbortSignal): Promise<void> {
    try {
      for await (const { subjectId } of this.#hub.events(tenantId, { types: ["api_key.revoked"] }, signal))
        this.#forget(subjectId);
    } catch {
      this.#watched.delete(tenantId); // the next key of this tenant watches again
    }
  }

  #forget(keyId: string): void {
    for (const [hash, { actor }] of this.#kept) if (actor.id === keyId) this.#kept.delete(hash);
  }

  #sweep(): void {
    this.#kept.clear();
    for (const stop of this.#watched.values()) stop.abort();
    this.#watched.clear();
  }
}

const known: ReadonlySet<string> = new Set(scopes);
const isScope = (scope: string): scope is Scope => known.has(scope);

const actorOf = ({ id, name, tenantId, scopes: held }: KeyRow): Actor => ({
  type: "api_key",
  id,
  name,
  tenantId: asTenantId(tenantId),
  scopes: new Set(held.filter(isScope)),
});
