import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseBeyondOwn } from "../kernel/own-scopes.ts";
import { oauthClientCreated } from "./events.ts";
import { viewOf } from "./record.ts";
import { CreatedOAuthClient, CreateOAuthClientInput } from "./schemas.ts";
import { hashOf, hintOf, makeClientSecret } from "./secret-format.ts";
import { type ClientRecord, insertClient } from "./store.ts";

export const createOAuthClient = command({
  name: "oauthClients.create",
  summary:
    "Creates an OAuth client, whose tokens never do more than its creator may. Its secret is shown only in this response.",
  scope: "keys:write",
  audience: "public",
  freshProof: true,
  input: CreateOAuthClientInput,
  output: CreatedOAuthClient,
  failures: [beyondOwnScopes],
  secrets: ["clientSecret"],
  run: (context, { name, scopes, redirectUris, firstParty }) => {
    const { now, actor, emit } = context;
    refuseBeyondOwn(actor, scopes);
    const clientSecret = makeClientSecret();
    const client: ClientRecord = {
      id: newId(),
      name,
      hint: hintOf(clientSecret),
      scopes,
      redirectUris,
      firstParty,
      createdBy: actor.name,
      maker: actor.type === "system" ? null : { type: actor.type, id: actor.id },
      createdAt: now,
      lastUsedAt: null,
      revokedAt: null,
    };
    insertClient(context, client, hashOf(clientSecret));
    emit(oauthClientCreated(client.id, client));
    return Promise.resolve({ ...viewOf(client), clientSecret });
  },
});
