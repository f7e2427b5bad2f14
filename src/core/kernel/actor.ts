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
  "audit:read",
] as const;

/**
 * `system` is held by workers only, `link` by customers' links only; neither is ever granted to people or keys. `any` needs no scope: the operation
 * authorises by what is requested.
 */
export type Scope = (typeof scopes)[number] | "system" | "any" | "link";

const known: ReadonlySet<string> = new Set(scopes);
/** False for scopes that an older version granted and no operation requires any more. */
export const isScope = (scope: string): scope is (typeof scopes)[number] => known.has(scope);

/** The roles that every tenant has; nobody can change them. */
export const roles = ["admin", "manager", "agent", "viewer"] as const;
export type Role = (typeof roles)[number];

/** `custom`: one of the tenant's own roles, which is then named by its id. */
export const userRoles = [...roles, "custom"] as const;
export type UserRole = (typeof userRoles)[number];

/** What a person may do: as a built-in role, or the scopes of a custom one. Null: nothing, as while inactive. */
export type Rights = Role | readonly string[] | null;

/** Who did what, over all subjects, is for administrators and for roles that name it. */
const reads = scopes.filter((scope) => scope.endsWith(":read") && scope !== "audit:read");
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

export function scopesOf(rights: Rights): readonly Scope[] {
  if (rights === null) return [];
  return typeof rights === "string" ? roleScopes[rights] : rights.filter(isScope);
}

export const actorTypes = ["user", "api_key", "client", "system"] as const;

export interface Actor {
  /** `client` is an OAuth client that acts for itself, or a customer's link. */
  readonly type: (typeof actorTypes)[number];
  readonly id: string;
  readonly name: string;
  readonly tenantId: TenantId;
  readonly scopes: ReadonlySet<Scope>;
  readonly role?: UserRole;
  /** The OAuth client that acts for a user. */
  readonly client?: string;
  /** Of a person at a browser. */
  readonly session?: {
    readonly id: string;
    /** When the person last proved who they are. */
    readonly provedAt: Date;
  };
  /** Of a customer's link: the one order that it shows. */
  readonly orderId?: string;
}

/** The owner of a call's quota and idempotency keys: those of two principals never conflict. */
export const principalOf = (actor: Actor): string => `${actor.type}:${actor.id}`;

export function systemActor(tenantId: TenantId, name: string): Actor {
  return { type: "system", id: name, name, tenantId, scopes: new Set<Scope>([...scopes, "system"]) };
}

type UserOfActor = { id: string; name: string; role: UserRole; tenantId: TenantId };

/** `rights` are needed where the role is a custom one, which by itself says nothing. */
export function userActor({ id, name, role, tenantId }: UserOfActor, rights?: Rights): Actor {
  const held = rights ?? (role === "custom" ? null : role);
  return { type: "user", id, name, role, tenantId, scopes: new Set(scopesOf(held)) };
}
