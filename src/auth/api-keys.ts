import type { Actor } from "#core/kernel/actor.ts";
import { KEY_LEASE_MS } from "#core/kernel/credential-lease.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { hashOf, isWellFormed } from "#core/keys/key-format.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { boundedScopes } from "./bounded-scopes.ts";
import type { Identity } from "./credential.ts";
import { boundsOf } from "./key-bounds.ts";
import { findKey, type KeyRow, touchKey } from "./key-store.ts";

const TOUCH_MS = 60_000;
const MOST = 10_000;

/**
 * The owner of an API key; undefined when the key is invalid. Lookups are cached for one second per process. A
 * revocation or change responds only after that second has passed everywhere, so it is in force in every process
 * (docs/decisions/0004-caching.md).
 */
export async function keyIdentity(hub: Hub, rawKey: string): Promise<KeyIdentity | undefined> {
  return isWellFormed(rawKey) ? identityOfHash(hub, hashOf(rawKey)) : undefined;
}

/** The same, for a key that was recognised by other means. */
export async function identityOfHash(hub: Hub, hash: string): Promise<KeyIdentity | undefined> {
  const lease = await leasesOf(hub).find(hash);
  if (lease === undefined) return undefined;
  return lease.expiresAt === null || lease.expiresAt > hub.clock() ? lease.identity : undefined;
}

export const apiKeyActor = async (hub: Hub, rawKey: string): Promise<Actor | undefined> =>
  (await keyIdentity(hub, rawKey))?.actor;

type KeyIdentity = Pick<Identity, "actor" | "bounds">;

interface Lease {
  readonly identity: KeyIdentity;
  readonly expiresAt: Date | null;
  /** In this process's monotonic clock, measured before the query started. */
  readonly until: number;
}

const leases = new WeakMap<Hub, KeyLeases>();

function leasesOf(hub: Hub): KeyLeases {
  const known = leases.get(hub);
  if (known !== undefined) return known;
  const made = new KeyLeases(hub);
  leases.set(hub, made);
  return made;
}

/** At most one query per second and key, however many requests share it. */
class KeyLeases {
  readonly #hub: Hub;
  readonly #held = new Map<string, Lease>();
  readonly #looking = new Map<string, Promise<Lease | undefined>>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Repeats when the lookup took longer than its lease. */
  async find(hash: string): Promise<Lease | undefined> {
    let lease = this.#held.get(hash);
    while (lease === undefined || lease.until <= performance.now()) {
      lease = await this.#shared(hash);
      if (lease === undefined) return undefined;
    }
    return lease;
  }

  #shared(hash: string): Promise<Lease | undefined> {
    const looking = this.#looking.get(hash) ?? this.#look(hash).finally(() => this.#looking.delete(hash));
    this.#looking.set(hash, looking);
    return looking;
  }

  async #look(hash: string): Promise<Lease | undefined> {
    const { db, clock } = this.#hub;
    const until = performance.now() + KEY_LEASE_MS;
    this.#held.delete(hash);
    try {
      const key = await findKey(db.sql, hash);
      if (key === undefined) return undefined;
      const now = clock();
      if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() > TOUCH_MS)
        await touchKey(db.sql, { hash, row: key, now });
      const lease = { identity: { actor: actorOf(key), bounds: boundsOf(key) }, expiresAt: key.expiresAt, until };
      if (this.#held.size >= MOST) this.#held.clear();
      this.#held.set(hash, lease);
      return lease;
    } catch (error) {
      throw asHubError(error);
    }
  }
}

const actorOf = ({ id, name, tenantId, scopes, ...bounds }: KeyRow): Actor => ({
  type: "api_key",
  id,
  name,
  tenantId: asTenantId(tenantId),
  scopes: new Set(boundedScopes(scopes, bounds)),
});
