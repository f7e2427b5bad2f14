import { isScope, type Role, roleScopes, type Scope } from "#core/kernel/actor.ts";

/** The current rights of all creators of a key or client. */
export interface Bounds {
  readonly makersScopes: readonly (readonly string[])[];
  /** Null for a creator who is inactive. */
  readonly makersRoles: readonly (Role | null)[];
}

/** The scopes that all creators hold too. */
export function boundedScopes(scopes: readonly string[], { makersScopes, makersRoles }: Bounds): Scope[] {
  const bounds: (readonly string[])[] = [
    ...makersScopes,
    ...makersRoles.map((role) => (role === null ? [] : roleScopes[role])),
  ];
  return scopes.filter(isScope).filter((scope) => bounds.every((bound) => bound.includes(scope)));
}
