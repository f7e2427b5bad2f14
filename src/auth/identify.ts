import { openWebhook } from "#core/inbound/open-webhook.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { apiKeyActor } from "./api-keys.ts";
import type { Credential, Identify, Identity } from "./credential.ts";
import { invalidKey, sessionEnded, unsupportedCredential } from "./errors.ts";
import { sessionActor } from "./sessions.ts";

/** The name of our session that cookies carry; undefined when there is none or it is not ours. */
type SessionOf = (cookies: string) => Promise<string | undefined>;

/** Looks a credential up, whichever transport brought it. */
export function createIdentify(hub: Hub, sessionOf: SessionOf): Identify {
  return async (credential: Credential): Promise<Identity | undefined> => {
    switch (credential.type) {
      case "bearer": {
        const actor = await apiKeyActor(hub, credential.token);
        if (actor === undefined) throw invalidKey();
        return { actor };
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
      case "basic":
      case "username_token":
      case "link":
        throw unsupportedCredential(credential.type);
      case "other":
        throw unsupportedCredential(credential.scheme);
    }
  };
}
