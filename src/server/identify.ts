import { apiKeyActor } from "#auth/api-keys.ts";
import { sessionActor } from "#auth/sessions.ts";
import type { Hub } from "#core/hub.ts";
import { failure } from "#core/kernel/errors.ts";
import type { Identify } from "#transports/shared/identity.ts";
import { sessionCookie, sessionIdFrom } from "./session-cookie.ts";

const BEARER = /^bearer +(\S.*)$/i;

export const invalidKey = failure(
  "unauthenticated",
  "auth.invalid_key",
  () => "This API key does not exist, was revoked or has expired.",
);

export const sessionEnded = failure(
  "unauthenticated",
  "auth.session_ended",
  () => "Your session has ended. Sign in again.",
);

/** An API key in `Authorization`, else the session cookie of the web UI. */
export function createIdentify(hub: Hub, { secret, publicUrl }: { secret: string; publicUrl: string }): Identify {
  const cookie = sessionCookie(publicUrl);
  return async (headers) => {
    const authorization = headers.get("authorization");
    if (authorization !== null) {
      const actor = await apiKeyActor(hub, BEARER.exec(authorization)?.[1] ?? "");
      if (actor === undefined) throw invalidKey();
      return { actor, by: "api_key" };
    }
    const sid = await sessionIdFrom(headers.get("cookie"), cookie, secret);
    if (sid === undefined) return undefined;
    const actor = await sessionActor(hub, sid);
    if (actor === undefined) throw sessionEnded();
    return { actor, by: "session" };
  };
}
