import { type Actor, type Rights, type Scope, scopesOf } from "./actor.ts";
import { failure } from "./errors.ts";

export const beyondOwnScopes = failure("forbidden", "auth.beyond_own_scopes", (missing: readonly string[]) => ({
  message: `You cannot give or change what you do not hold yourself: ${missing.join(", ")}.`,
  details: { missing },
}));

/** Prevents privilege escalation: users and keys grant, or take over, no scope that they do not hold. */
export function refuseBeyondOwn(actor: Actor, wanted: readonly Scope[]): void {
  const missing = wanted.filter((scope) => !actor.scopes.has(scope));
  if (missing.length > 0) throw beyondOwnScopes([...new Set(missing)]);
}

export function refuseRightsBeyondOwn(actor: Actor, ...given: readonly Rights[]): void {
  refuseBeyondOwn(actor, given.flatMap(scopesOf));
}
