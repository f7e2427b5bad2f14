import { createHash, timingSafeEqual } from "node:crypto";
import type { Actor } from "#core/kernel/actor.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { actorOfHash, apiKeyActor } from "./api-keys.ts";
import type { UsernameToken } from "./credential.ts";
import { invalidKey, plainPassword, replayedToken, staleToken } from "./errors.ts";
import { type SoapKeyRow, soapKeys, takeNonce } from "./soap-key-store.ts";

/** How far the caller's clock may be from ours (UsernameToken Profile 1.1.1 recommends five minutes). */
export const TOKEN_AGE_MS = 300_000;
/** How much longer than that a nonce is kept: the clocks of our own processes differ too. */
const MARGIN_MS = 300_000;

/**
 * The owner of a UsernameToken. A nonce counts once per key, over all processes and whatever the token is for; it is
 * noted last, so that only who has the key can fill the table.
 */
export async function tokenActor(hub: Hub, token: UsernameToken): Promise<Actor> {
  const now = hub.clock().getTime();
  const { created, sentAt, expiresAt } = token;
  const nonce = token.nonce === undefined ? undefined : spelledOnce(token.nonce);
  const createdAt = created === undefined ? undefined : new Date(created);
  if (createdAt !== undefined && Math.abs(createdAt.getTime() - now) > TOKEN_AGE_MS) throw staleToken();
  if (sentAt !== undefined && sentAt.getTime() > now + TOKEN_AGE_MS) throw staleToken();
  if (expiresAt !== undefined && expiresAt.getTime() <= now) throw staleToken();
  if (!token.isDigest && !token.isPrivate) throw plainPassword();
  const actor = token.isDigest ? await actorOfDigest(hub, token) : await apiKeyActor(hub, token.password);
  if (actor === undefined || (token.username !== actor.id && token.username !== actor.name)) throw invalidKey();
  if (nonce !== undefined && createdAt !== undefined) {
    const keptUntil = new Date(createdAt.getTime() + TOKEN_AGE_MS + MARGIN_MS);
    const isNew = await takeNonce(hub.db.sql, actor, { nonce, keptUntil }).catch((error: unknown) => {
      throw asHubError(error);
    });
    if (!isNew) throw replayedToken();
  }
  return actor;
}

/** A digest covers bytes, and Base64 has several spellings of them: padding left out, other bits in the last letter. */
const spelledOnce = (nonce: string): string => Buffer.from(nonce, "base64").toString("base64");

/** A key has a secret for digests of its own: the key itself is kept as a hash, from which no digest can be made. */
async function actorOfDigest(hub: Hub, token: UsernameToken): Promise<Actor | undefined> {
  if (token.nonce === undefined || token.created === undefined) return undefined;
  const rows = await soapKeys(hub.db.sql, token.username).catch((error: unknown) => {
    throw asHubError(error);
  });
  const row = rows.find((each) => isDigestOf(hub, each, token));
  return row === undefined ? undefined : actorOfHash(hub, row.hash);
}

function isDigestOf(
  { sealer }: Hub,
  { soapSecret }: SoapKeyRow,
  { nonce = "", created = "", password }: UsernameToken,
) {
  const hash = createHash("sha1").update(Buffer.from(nonce, "base64")).update(created).update(sealer.open(soapSecret));
  const given = Buffer.from(password, "base64");
  const digest = hash.digest();
  return given.length === digest.length && timingSafeEqual(given, digest);
}
