import "server-only";
import type { ReactNode } from "react";
import { requireActor } from "#app/viewer.ts";
import { withMessages } from "#app/with-messages.tsx";
import type { Scope } from "#core/kernel/actor.ts";
import { ForbiddenScreen } from "#features/shell/forbidden-screen.tsx";

/** A page that requires a scope; other users see that before they enter anything. */
export async function allowed(scope: Scope, page: () => ReactNode | Promise<ReactNode>): Promise<ReactNode> {
  const { scopes } = await requireActor();
  return scopes.has(scope) ? page() : withMessages(["apiKeys"], <ForbiddenScreen scope={scope} />);
}
