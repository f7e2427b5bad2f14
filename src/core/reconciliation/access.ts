import type { Actor } from "../kernel/actor.ts";
import { forbidden } from "../kernel/errors.ts";
import type { PartnerRecord } from "./record.ts";

/** Comparing tells what our books say: whoever may not read them compares nothing, sets up nothing that does. */
export function refuseUnreadableBooks(
  actor: Pick<Actor, "scopes">,
  { compares }: Pick<PartnerRecord, "compares">,
): void {
  const scope = compares === "orders" ? "orders:read" : "inventory:read";
  if (!actor.scopes.has(scope)) throw forbidden(scope);
}
