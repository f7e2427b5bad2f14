import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { refuseBeyondOwn } from "../users/rules.ts";
import { alreadyExpired } from "./errors.ts";
import { apiKeyCreated } from "./events.ts";
import { hashOf, hintOf, makeKey } from "./key-format.ts";
import { viewOf } from "./record.ts";
import { CreateApiKeyInput, CreatedApiKey } from "./schemas.ts";
import { insertKey, type KeyRecord } from "./store.ts";

export const createApiKey = command({
  name: "apiKeys.create",
  summary: "Makes a key. It is shown in this answer and never again.",
  scope: "keys:write",
  input: CreateApiKeyInput,
  output: CreatedApiKey,
  secrets: ["secret"],
  run: async (context, { name, scopes, expiresAt }) => {
    const { now, actor, emit } = context;
    refuseBeyondOwn(actor, scopes);
    const expires = expiresAt === undefined ? null : new Date(expiresAt);
    if (expires !== null && expires <= now) throw alreadyExpired();
    const secret = makeKey();
    const key: KeyRecord = {
      id: newId(),
      name,
      hint: hintOf(secret),
      scopes,
      createdBy: actor.name,
      createdAt: now,
      expiresAt: expires,
      lastUsedAt: null,
      lastV1UseAt: null,
      revokedAt: null,
    };
    insertKey(context, key, hashOf(secret));
    const view = viewOf(key);
    emit(apiKeyCreated(key.id, view));
    return { ...view, secret };
  },
});
