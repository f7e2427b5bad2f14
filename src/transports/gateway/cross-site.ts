import type { Page } from "#auth/credential.ts";
import { failure } from "#core/kernel/errors.ts";

export const crossSite = failure(
  "forbidden",
  "auth.cross_site",
  () => "A page of another site may not use your session.",
);

/** Rejects cross-site requests with the session cookie: Fetch Metadata first, else Origin against Host. */
export function refuseCrossSite({ site, origin, host }: Page, publicOrigin: string): void {
  if (site !== null) {
    if (site !== "same-origin" && site !== "none") throw crossSite();
    return;
  }
  if (origin === null || origin === publicOrigin) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw crossSite();
}
