import type { Actor } from "#core/kernel/actor.ts";
import { failure } from "#core/kernel/errors.ts";

/** How a request proved who it is. A browser sends cookies by itself, so only those need the origin check. */
export interface Identity {
  readonly actor: Actor;
  readonly by: "session" | "api_key";
}

/** Undefined when a request claims no identity; rejects with `unauthenticated` when what it claims is wrong. */
export type Identify = (headers: Headers) => Promise<Identity | undefined>;

export const crossSite = failure(
  "forbidden",
  "auth.cross_site",
  () => "A page of another site may not act with your session.",
);

/** Refuses writes that another site makes with the session cookie: Fetch Metadata first, else Origin against Host. */
export function refuseCrossSite(headers: Headers, publicOrigin: string): void {
  const site = headers.get("sec-fetch-site");
  if (site !== null) {
    if (site !== "same-origin" && site !== "none") throw crossSite();
    return;
  }
  const origin = headers.get("origin");
  if (origin === null || origin === publicOrigin) return;
  if (!URL.canParse(origin) || new URL(origin).host !== headers.get("host")) throw crossSite();
}
