import { createHash, timingSafeEqual } from "node:crypto";
import type { Actor } from "#core/kernel/actor.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { identityOfHash, keyIdentity } from "./api-keys.ts";
import type { Identity, UsernameToken } from "./credential.ts";
import { invalidKey, plainPassword, replayedToken, staleToken } from "./errors.ts";
import { type Nonce, type SoapKeyRow, soapKeys, takeNonce } from "./soap-key-store.ts";

/** How far the caller's clock may be from ours (UsernameToken Profile 1.1.1 recommends five minutes). */
export const TOKEN_AGE_MS = 300_000;
/** How much longer than that a nonce is kept: the clocks of our own processes differ too. */
const MARGIN_MS = 300_000;

/** Instants of a Timestamp. */
export interface Stamp {
  readonly sentAt?: Date | undefined;
  readonly expiresAt?: Date | undefined;
}

/** Refuses a message that is too old or from the future, by clocks that differ by up to five minutes. */
export function refuseStale({ sentAt, expiresAt }: Stamp, now: number): void {
  if (sentAt !== undefined && sentAt.getTime() > now + TOKEN_AGE_MS) throw staleToken();
  if (expiresAt !== undefined && expiresAt.getTime() + TOKEN_AGE_MS <= now) throw staleToken();
}

/**
 * The owner of a UsernameToken. A nonce counts once per key, over all processes and whatever the token is for; it is
 * noted last, so that only who has the key, and quota left, can fill the table.
 */
export async function tokenIdentity(hub: Hub, token: UsernameToken): Promise<Identity> {
  const now = hub.clock().getTime();
  const { created, nonce } = token;
  const createdAt = created === undefined ? undefined : new Date(created);
  if (createdAt !== undefined && Math.abs(createdAt.getTime() - now) > TOKEN_AGE_MS) throw staleToken();
  refuseStale(token, now);
  if (!token.isDigest && !token.isPrivate) throw plainPassword();
  const identity = token.isDigest ? await identityOfDigest(hub, token) : await keyIdentity(hub, token.password);
  const actor = identity?.actor;
  if (actor === undefined || (token.username.toLowerCase() !== actor.id && token.username !== actor.name))
    throw invalidKey();
  if (nonce === undefined || createdAt === undefined) return { ...identity, actor };
  const keptUntil = new Date(createdAt.getTime() + TOKEN_AGE_MS + MARGIN_MS);
  return { ...identity, actor, spend: () => spend(hub, actor, { nonce: spelledOnce(nonce), keptUntil }) };
}

async function spend({ db }: Hub, actor: Actor, nonce: Nonce): Promise<void> {
  const isNew = await takeNonce(db.sql, actor, nonce).catch((error: unknown) => {
    throw asHubError(error);
  });
  if (!isNew) throw replayedToken();
}

/** A digest covers bytes, and Base64 has several spellings of them: padding left out, other bits in the last letter. */
const spelledOnce = (nonce: string): string => Buffer.from(nonce, "base64").toString("base64");

/** A key has a secret for digests of its own: the key itself is kept as a hash, from which no digest can be made. */
async function identityOfDigest(hub: Hub, token: UsernameToken): Promise<Identity | undefined> {
  if (token.nonce === undefined || token.created === undefined) return undefined;
  try {
    for await (const rows of soapKeys(hub.db.sql, token.username, hub.clock())) {
      const row = rows.find((each) => isDigestOf(hub, each, token));
      if (row !== undefined) return await identityOfHash(hub, row.hash);
    }
    return undefined;
  } catch (error) {
    throw asHubError(error);
  }
}

function isDigestOf(hub: Hub, { soapSecret }: SoapKeyRow, { nonce = "", created = "", password }: UsernameToken) {
  const secret = opened(hub, soapSecret);
  if (secret === undefined) return false;
  const digest = createHash("sha1").update(Buffer.from(nonce, "base64")).update(created).update(secret).digest();
  const given = Buffer.from(password, "base64");
  return given.length === digest.length && timingSafeEqual(given, digest);
}

const warned = new WeakSet<Hub>();

/** Undefined for what was sealed with an older secret of the server: other keys of the same name go on. */
function opened(hub: Hub, sealed: string): string | undefined {
  try {
    return hub.sealer.open(sealed);
  } catch {
    if (!warned.has(hub))
      process.emitWarning("SOAP secrets were sealed with another secret than AUTH_SECRET: their keys need new ones.");
    warned.add(hub);
    return undefined;
  }
}
