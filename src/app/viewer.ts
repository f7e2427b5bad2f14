import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { credentialFrom } from "#auth/credential.ts";
import { factorRequired } from "#auth/errors.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { getHub } from "#server/current-hub.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";

type Visit = { actor: Actor } | { actor: undefined; ended: boolean; awaitsFactor?: true };

/** The session of the request; read once per request. */
const visit = cache(async (): Promise<Visit> => {
  const asked = await headers(); // before the hub: a build that renders this page must not start a database
  const hub = await getHub();
  try {
    const credential = credentialFrom(asked);
    const identity = credential?.type === "session" ? await hub.identify(credential) : undefined;
    return identity === undefined ? { actor: undefined, ended: false } : { actor: identity.actor };
  } catch (error) {
    if (isHubError(error) && error.code === factorRequired.code)
      return { actor: undefined, ended: false, awaitsFactor: true };
    if (isHubError(error) && error.kind === "unauthenticated") return { actor: undefined, ended: true };
    throw error;
  }
});

export const currentActor = async (): Promise<Actor | undefined> => (await visit()).actor;

/** For pages that require a session: without one the visitor signs in first and returns. */
export async function requireActor(): Promise<Actor> {
  const { actor, ...why } = await visit();
  if (actor !== undefined) return actor;
  const asked = new URLSearchParams({ callbackUrl: (await headers()).get("x-path") ?? "/" });
  if ("awaitsFactor" in why) redirect(`/sign-in/factor?${asked.toString()}`);
  if ("ended" in why && why.ended) asked.set("expired", "1");
  redirect(`/sign-in?${asked.toString()}`);
}

/** The visitor for server-side queries. The session is already authenticated, and pages are not rate limited. */
export const requireCaller = cache(async (): Promise<Caller> => {
  const [actor, hub, asked] = [await requireActor(), await getHub(), requestContextFrom(await headers())];
  const credential = { type: "internal", actor } as const;
  return hub.gateway.enter({ ...asked, transport: "page", credential, address: () => "page" });
});
