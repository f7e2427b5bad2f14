import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseBeyondOwn } from "../kernel/own-scopes.ts";
import { alreadyExpired } from "./errors.ts";
import { apiKeyCreated } from "./events.ts";
import { hashOf, hintOf, makeKey, makeSoapSecret } from "./key-format.ts";
import { earlier, makersEndOf } from "./makers-end.ts";
import { notYet, viewOf } from "./record.ts";
import { CreateApiKeyInput, CreatedApiKey } from "./schemas.ts";
import { insertKey, type KeyRecord, type Maker } from "./store.ts";

export const createApiKey = command({
  name: "apiKeys.create",
  summary: "Creates an API key, which ends with its creator at the latest. It is shown only in this response.",
  scope: "keys:write",
  audience: "public",
  freshProof: true,
  input: CreateApiKeyInput,
  output: CreatedApiKey,
  failures: [beyondOwnScopes, alreadyExpired],
  secrets: ["secret", "soapSecret"],
  run: async (context, input) => {
    const { name, scopes, expiresAt, soapSecret: wantsSoap = false, allowedAddresses = [], limit = null } = input;
    const { tx, now, actor, emit, sealer } = context;
    refuseBeyondOwn(actor, scopes);
    const wanted = expiresAt === undefined ? null : new Date(expiresAt);
    if (wanted !== null && wanted <= now) throw alreadyExpired();
    const maker: Maker | null = actor.type === "system" ? null : { type: actor.type, id: actor.id };
    const makersEnd = await makersEndOf(tx, maker);
    const secret = makeKey();
    const soapSecret = wantsSoap ? makeSoapSecret() : null;
    const key: KeyRecord = {
      ...notYet,
      id: newId(),
      name,
      hint: hintOf(secret),
      scopes,
      hasSoapSecret: soapSecret !== null,
      allowedAddresses,
      limit,
      createdBy: actor.name,
      maker,
      createdAt: now,
      expiresAt: earlier(wanted, makersEnd),
    };
    insertKey(context, key, { hash: hashOf(secret), soapSecret: soapSecret === null ? null : sealer.seal(soapSecret) });
    const view = viewOf(key, now);
    emit(apiKeyCreated(key.id, view));
    return { ...view, secret, soapSecret };
  },
});
