import { z } from "zod";
import { isScope } from "../kernel/actor.ts";
import { KEY_LEASE_MS } from "../kernel/credential-lease.ts";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseBeyondOwn } from "../kernel/own-scopes.ts";
import { Id } from "../kernel/shapes.ts";
import { oauthClientRevoked } from "./events.ts";
import { viewOf } from "./record.ts";
import { OAuthClientView } from "./schemas.ts";
import { lockClient, revokeClient } from "./store.ts";

export const revokeOAuthClient = command({
  name: "oauthClients.revoke",
  summary: "Revokes an OAuth client. Once this returns, no process accepts a token of it. Idempotent.",
  scope: "keys:write",
  audience: "public",
  settleMs: KEY_LEASE_MS + 50,
  input: z.strictObject({ id: Id }),
  output: OAuthClientView,
  failures: [notFound, beyondOwnScopes],
  run: async (context, { id }) => {
    const client = await lockClient(context.tx, id);
    if (client === undefined) throw notFound("OAuth client", id);
    if (client.revokedAt !== null) return viewOf(client);
    refuseBeyondOwn(context.actor, client.scopes.filter(isScope));
    revokeClient(context, id);
    context.emit(oauthClientRevoked(id, client));
    return viewOf({ ...client, revokedAt: context.now });
  },
});
