import { z } from "zod";
import { isScope } from "../kernel/actor.ts";
import { KEY_LEASE_MS } from "../kernel/credential-lease.ts";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseBeyondOwn } from "../kernel/own-scopes.ts";
import { Id } from "../kernel/shapes.ts";
import { endKeysOf } from "./end-keys-of.ts";
import { apiKeyRevoked } from "./events.ts";
import { viewOf } from "./record.ts";
import { ApiKeyView } from "./schemas.ts";
import { lockKey, revokeKey } from "./store.ts";

export const revokeApiKey = command({
  name: "apiKeys.revoke",
  summary: "Revokes a key and the keys created with it. Once this returns, no process accepts the key. Idempotent.",
  scope: "keys:write",
  audience: "public",
  settleMs: KEY_LEASE_MS + 50,
  input: z.strictObject({ id: Id }),
  output: ApiKeyView,
  failures: [notFound, beyondOwnScopes],
  run: async (context, { id }) => {
    const key = await lockKey(context.tx, id);
    if (key === undefined) throw notFound("API key", id);
    if (key.revokedAt !== null) return viewOf(key, context.now);
    refuseBeyondOwn(context.actor, key.scopes.filter(isScope));
    revokeKey(context, id);
    context.emit(apiKeyRevoked(id, key));
    await endKeysOf(context, id);
    return viewOf({ ...key, revokedAt: context.now, version: key.version + 1 }, context.now);
  },
});
