import { type Actor, type Role, roleScopes, type Scope } from "../kernel/actor.ts";
import { beyondOwnScopes } from "./errors.ts";

/** Nobody grants, or takes over, more than they hold: a key for users alone cannot make itself an administrator. */
export function refuseBeyondOwn(actor: Actor, wanted: readonly Scope[]): void {
  const missing = wanted.filter((scope) => !actor.scopes.has(scope));
  if (missing.length > 0) throw beyondOwnScopes([...new Set(missing)]);
}

export function refuseRoleBeyondOwn(actor: Actor, ...given: readonly Role[]): void {
  refuseBeyondOwn(
    actor,
    given.flatMap((role) => roleScopes[role]),
  );
}
