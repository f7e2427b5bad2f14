import type { TenantId } from "./ids.ts";

export const scopes = [
  "orders:read",
  "orders:write",
  "payments:write",
  "products:read",
  "products:write",
  "inventory:read",
  "inventory:write",
  "customers:read",
  "customers:write",
  "imports:read",
  "imports:write",
  "settings:read",
  "settings:write",
  "users:read",
  "users:write",
  "keys:write",
  "events:read",
  "webhooks:read",
  "webhooks:write",
  "jobs:read",
  "jobs:write",
] as const;

/**
 * `system` is held by workers only and is never granted to people or keys. `any` needs no scope: the operation
 * authorises by what is requested.
 */
export type Scope = (typeof scopes)[number] | "system" | "any";

const known: ReadonlySet<string> = new Set(scopes);
/** False for scopes that an older version granted and no operation requires any more. */
export const isScope = (scope: string): scope is (typeof scopes)[number] => known.has(scope);

export const roles = ["admin", "manager", "agent", "viewer"] as const;
export type Role = (typeof roles)[number];

const reads = scopes.filter((scope) => scope.endsWith(":read"));
const agent: Scope[] = [...reads, "orders:write", "payments:write", "customers:write"];
const manager: Scope[] = [
  ...agent,
  "products:write",
  "inventory:write",
  "imports:write",
  "webhooks:write",
  "jobs:write",
];

export const roleScopes: Record<Role, readonly Scope[]> = {
  viewer: reads.filter((scope) => scope !== "users:read"),
  agent,
  manager,
  admin: scopes,
};

export const actorTypes = ["user", "api_key", "client", "system"] as const;

export interface Actor {
  /** `client` is an OAuth client that acts for itself. */
  readonly type: (typeof actorTypes)[number];
  readonly id: string;
  readonly name: string;
  readonly tenantId: TenantId;
  readonly scopes: ReadonlySet<Scope>;
  readonly role?: Role;
  /** The OAuth client that acts for a user. */
  readonly client?: string;
}

/** The owner of a call's quota and idempotency keys: those of two principals never conflict. */
export const principalOf = (actor: Actor): string => `${actor.type}:${actor.id}`;

export function systemActor(tenantId: TenantId, name: string): Actor {
  return { type: "system", id: name, name, tenantId, scopes: new Set<Scope>([...scopes, "system"]) };
}

export function userActor(user: { id: string; name: string; role: Role; tenantId: TenantId }): Actor {
  return { type: "user", ...user, scopes: new Set(roleScopes[user.role]) };
}
