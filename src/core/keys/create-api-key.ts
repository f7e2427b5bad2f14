import { unauthenticated } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseBeyondOwn } from "../kernel/own-scopes.ts";
import type { Tx } from "../kernel/tx.ts";
import { alreadyExpired } from "./errors.ts";
import { apiKeyCreated } from "./events.ts";
import { hashOf, hintOf, makeKey, makeSoapSecret } from "./key-format.ts";
import { viewOf } from "./record.ts";
import { CreateApiKeyInput, CreatedApiKey } from "./schemas.ts";
import { insertKey, type KeyRecord, lockMakersEnd } from "./store.ts";

export const createApiKey = command({
  name: "apiKeys.create",
  summary: "Creates an API key, which ends with its creator at the latest. It is shown only in this response.",
  scope: "keys:write",
  audience: "public",
  input: CreateApiKeyInput,
  output: CreatedApiKey,
  failures: [beyondOwnScopes, alreadyExpired],
  secrets: ["secret", "soapSecret"],
  run: async (context, { name, scopes, expiresAt, soapSecret: wantsSoap = false }) => {
    const { tx, now, actor, emit, sealer } = context;
    refuseBeyondOwn(actor, scopes);
    const wanted = expiresAt === undefined ? null : new Date(expiresAt);
    if (wanted !== null && wanted <= now) throw alreadyExpired();
    const maker = actor.type === "system" ? null : { type: actor.type, id: actor.id };
    const makersEnd = maker?.type === "api_key" ? await endOf(tx, maker.id) : null;
    const secret = makeKey();
    const soapSecret = wantsSoap ? makeSoapSecret() : null;
    const key: KeyRecord = {
      id: newId(),
      name,
      hint: hintOf(secret),
      scopes,
      hasSoapSecret: soapSecret !== null,
      createdBy: actor.name,
      maker,
      createdAt: now,
      expiresAt: earlier(wanted, makersEnd),
      lastUsedAt: null,
      lastV1UseAt: null,
      revokedAt: null,
    };
    insertKey(context, key, { hash: hashOf(secret), soapSecret: soapSecret === null ? null : sealer.seal(soapSecret) });
    const view = viewOf(key);
    emit(apiKeyCreated(key.id, view));
    return { ...view, secret, soapSecret };
  },
});

/** A key revoked concurrently cannot create another. */
async function endOf(tx: Tx, id: string): Promise<Date | null> {
  const end = await lockMakersEnd(tx, id);
  if (end === undefined) throw unauthenticated();
  return end.expiresAt;
}

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one === null || other === null ? (one ?? other) : one < other ? one : other;
