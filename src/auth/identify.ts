import { openWebhook } from "#core/inbound/open-webhook.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { keyIdentity } from "./api-keys.ts";
import type { Credential, Identify, Identity } from "./credential.ts";
import { invalidKey, invalidToken, sessionEnded, unsupportedCredential } from "./errors.ts";
import { linkIdentity } from "./link-identity.ts";
import { looksLikeToken } from "./oauth/access-token.ts";
import type { OAuth } from "./oauth/oauth.ts";
import { sessionActor } from "./sessions.ts";
import { tokenIdentity } from "./username-token.ts";

/** The session id in the signed cookie; undefined without a valid one. */
type SessionOf = (cookies: string) => Promise<string | undefined>;

/** Resolves a credential to an actor, for every transport. */
export function createIdentify(hub: Hub, sessionOf: SessionOf, oauth?: Pick<OAuth, "tokens">): Identify {
  return async (credential: Credential): Promise<Identity | undefined> => {
    switch (credential.type) {
      case "bearer": {
        const { token } = credential;
        const isToken = oauth !== undefined && looksLikeToken(token);
        const identity = (isToken ? await oauth.tokens.identity(token) : undefined) ?? (await keyIdentity(hub, token));
        if (identity === undefined) throw isToken ? invalidToken() : invalidKey();
        return identity;
      }
      case "session": {
        const sid = await sessionOf(credential.cookies);
        if (sid === undefined) return undefined;
        const actor = await sessionActor(hub, sid);
        if (actor === undefined) throw sessionEnded();
        return { actor };
      }
      case "signature":
        return openWebhook(hub, credential);
      case "internal":
        return { actor: credential.actor };
      case "username_token":
        return tokenIdentity(hub, credential);
      case "link":
        return linkIdentity(hub, credential.token);
      case "basic":
        throw unsupportedCredential(credential.type);
      case "other":
        throw unsupportedCredential(credential.scheme);
    }
  };
}
