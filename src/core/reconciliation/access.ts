import type { Actor } from "../kernel/actor.ts";
import { forbidden } from "../kernel/errors.ts";
import type { PartnerRecord } from "./record.ts";

/** A comparison reveals our records, so it needs their read scope, and so does configuring one. */
export function refuseUnreadableBooks(
  actor: Pick<Actor, "scopes">,
  { compares }: Pick<PartnerRecord, "compares">,
): void {
  const scope = compares === "orders" ? "orders:read" : "inventory:read";
  if (!actor.scopes.has(scope)) throw forbidden(scope);
}
