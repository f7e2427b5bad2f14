import type { Actor, Scope } from "../kernel/actor.ts";
import { forbidden } from "../kernel/errors.ts";
import type { SourceKind, TargetName } from "./schemas.ts";
import { targets } from "./targets.ts";

/** Operations that a kind uses of itself. */
const OWN: Partial<Record<SourceKind, readonly TargetName[]>> = {
  stripe: ["payments.record"],
  shopify: ["orders.place", "orders.cancel"],
  carrier: ["shipments.track"],
};

export const knowsItself = (kind: SourceKind): boolean => OWN[kind] !== undefined;

export interface Able {
  readonly kind: SourceKind;
  readonly operation: TargetName | null;
}

const scopesOf = ({ kind, operation }: Able): readonly Scope[] =>
  (OWN[kind] ?? (operation === null ? [] : [operation])).map((name) => targets[name].operation.scope);

/**
 * The one rule of who may do anything to a source: a message of it runs its operations, so whoever makes one, changes
 * it, sets its secret, or has a message run again must be allowed to do all of that themselves.
 */
export function refuseBeyondSource(actor: Pick<Actor, "scopes">, source: Able): void {
  for (const scope of scopesOf(source)) if (!actor.scopes.has(scope)) throw forbidden(scope);
}

const READS: Partial<Record<Scope, Scope>> = {
  "payments:write": "orders:read",
  "inventory:write": "inventory:read",
  "customers:write": "customers:read",
};

/** What a message says is what its operation would write: who may not read the one may not read the other. */
const unreadScope = (actor: Pick<Actor, "scopes">, source: Able): Scope | undefined =>
  scopesOf(source)
    .map((scope) => READS[scope] ?? "orders:read")
    .find((scope) => !actor.scopes.has(scope));

export const mayReadMessages = (actor: Pick<Actor, "scopes">, source: Able): boolean =>
  unreadScope(actor, source) === undefined;

export function refuseUnreadableMessage(actor: Pick<Actor, "scopes">, source: Able): void {
  const scope = unreadScope(actor, source);
  if (scope !== undefined) throw forbidden(scope);
}
