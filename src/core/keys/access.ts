import { type Actor, isScope } from "../kernel/actor.ts";
import { forbidden, notFound, stale } from "../kernel/errors.ts";
import { refuseBeyondOwn } from "../kernel/own-scopes.ts";
import type { Tx } from "../kernel/tx.ts";
import { keyEnded, notOwnKey } from "./errors.ts";
import { isDescendant, type KeyRecord, lockKey } from "./store.ts";

/** Whoever manages keys sees them, and whoever sees the settings. */
export function refuseUnseen({ scopes }: Actor): void {
  if (!scopes.has("settings:read") && !scopes.has("keys:write")) throw forbidden("settings:read");
}

interface Opening {
  readonly id: string;
  readonly ifVersion?: number | undefined;
  /** Whether a key may do this to itself. */
  readonly ofItself?: boolean;
}

/** The start of every change of a key: locks it, for a caller who could have made it. */
export async function openKey(
  { tx, actor, now }: { readonly tx: Tx; readonly actor: Actor; readonly now: Date },
  { id, ifVersion, ofItself = false }: Opening,
): Promise<KeyRecord> {
  const key = await lockKey(tx, id);
  if (key === undefined) throw notFound("API key", id);
  refuseBeyondOwn(actor, key.scopes.filter(isScope));
  if (actor.type === "api_key") {
    const isAllowed = actor.id === id ? ofItself : await isDescendant(tx, { id, of: actor.id });
    if (!isAllowed) throw notOwnKey();
  }
  if (ifVersion !== undefined && ifVersion !== key.version) throw stale("API key", key.version);
  if (key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now)) throw keyEnded();
  return key;
}
