import { isScope, type Rights, type Scope, scopesOf } from "#core/kernel/actor.ts";

/** The current rights of all creators of a key or client. */
export interface Bounds {
  readonly makersScopes: readonly (readonly string[])[];
  /** Null for a creator who is inactive. */
  readonly makersRights: readonly Rights[];
}

/** The scopes that all creators hold too. */
export function boundedScopes(scopes: readonly string[], { makersScopes, makersRights }: Bounds): Scope[] {
  const bounds: (readonly string[])[] = [...makersScopes, ...makersRights.map(scopesOf)];
  return scopes.filter(isScope).filter((scope) => bounds.every((bound) => bound.includes(scope)));
}
