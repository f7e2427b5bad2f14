import "server-only";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { requireActor } from "#app/viewer.ts";
import type { Scope } from "#core/kernel/actor.ts";

/**
 * A page that requires a scope; other users are led to one that names it, before they enter anything. That one is a
 * page of its own, so that it weighs on no other.
 */
export async function allowed(scope: Scope, page: () => ReactNode | Promise<ReactNode>): Promise<ReactNode> {
  const { scopes } = await requireActor();
  if (!scopes.has(scope)) redirect(`/no-access?permission=${scope}`);
  return page();
}
