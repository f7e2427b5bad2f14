import type { Actor, Scope } from "../kernel/actor.ts";
import { forbidden } from "../kernel/errors.ts";
import type { SourceKind, TargetName } from "./schemas.ts";
import { targets } from "./targets.ts";

/** Operations that a kind runs by itself. */
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
 * The one authorisation rule of sources: a message runs the source's operations, so creating or changing a source,
 * setting its secret, or retrying a message requires the scopes of all of those operations.
 */
export function refuseBeyondSource(actor: Pick<Actor, "scopes">, source: Able): void {
  for (const scope of scopesOf(source)) if (!actor.scopes.has(scope)) throw forbidden(scope);
}

const READS: Partial<Record<Scope, Scope>> = {
  "payments:write": "orders:read",
  "inventory:write": "inventory:read",
  "customers:write": "customers:read",
};

/** A message holds its operation's input: reading it requires the same read scope. */
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
