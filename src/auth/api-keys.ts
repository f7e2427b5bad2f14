import { asHubError } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import { type Actor, type Scope, scopes } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { hashOf, isWellFormed } from "#core/keys/key-format.ts";
import { findKeys, type KeyRow, touchKeys } from "./key-store.ts";

const TOUCH_MS = 60_000;
const MOST_IN_ONE = 100;

/**
 * Who a key belongs to, or undefined when it opens nothing. The database is asked for every call, so that a revoked key
 * opens nothing from the moment of its revocation on, in every process (docs/decisions/0003-caching.md).
 */
export async function apiKeyActor(hub: Hub, rawKey: string): Promise<Actor | undefined> {
  if (!isWellFormed(rawKey)) return undefined;
  const found = await lookupOf(hub).find(hashOf(rawKey));
  return found !== undefined && (found.expiresAt === null || found.expiresAt > hub.clock()) ? found.actor : undefined;
}

interface Found {
  readonly actor: Actor;
  readonly expiresAt: Date | null;
}

interface Wanted {
  readonly hash: string;
  readonly resolve: (found: Found | undefined) => void;
  readonly reject: (error: unknown) => void;
}

const lookups = new WeakMap<Hub, KeyLookup>();

function lookupOf(hub: Hub): KeyLookup {
  const known = lookups.get(hub);
  if (known !== undefined) return known;
  const lookup = new KeyLookup(hub);
  lookups.set(hub, lookup);
  return lookup;
}

/**
 * Calls that arrive while one statement is on its way share the next. Nobody joins a statement that was sent before they
 * asked: it could have missed a revocation.
 */
class KeyLookup {
  readonly #hub: Hub;
  #waiting: Wanted[] = [];
  #running = false;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  find(hash: string): Promise<Found | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ hash, resolve, reject });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) await this.#look(this.#waiting.splice(0, MOST_IN_ONE));
    this.#running = false;
  }

  async #look(batch: readonly Wanted[]): Promise<void> {
    const now = this.#hub.clock();
    const { sql } = this.#hub.db;
    try {
      const rows = await findKeys(sql, [...new Set(batch.map(({ hash }) => hash))]);
      const unseen = rows.filter(
        ({ lastUsedAt }) => lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > TOUCH_MS,
      );
      if (unseen.length > 0) await touchKeys(sql, unseen, now);
      const found = new Map(rows.map((row) => [row.hash, { actor: actorOf(row), expiresAt: row.expiresAt }]));
      for (const { hash, resolve } of batch) resolve(found.get(hash));
    } catch (error) {
      for (const { reject } of batch) reject(asHubError(error));
    }
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
