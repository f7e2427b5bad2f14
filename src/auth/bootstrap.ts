import { type Scope, scopes as allScopes, systemActor } from "#core/kernel/actor.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import { ensureApiKey as ensureKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { ensureAdmin as ensureAdministrator } from "#core/users/index.ts";

/** Lets in a key that the environment names, as it is. Any string of 32 characters or more. */
export async function ensureApiKey(
  hub: Hub,
  tenantId: TenantId,
  { key, scopes = allScopes }: { key: string; scopes?: readonly Scope[] },
): Promise<void> {
  const input = { name: "Bootstrap", key, scopes: [...scopes] };
  await execute(hub, systemActor(tenantId, "bootstrap"), ensureKey, input);
}

/** Makes the administrator that the environment names, unless somebody has that email already. */
export async function ensureAdmin(
  hub: Hub,
  tenantId: TenantId,
  admin: { email: string; password: string },
): Promise<void> {
  await execute(hub, systemActor(tenantId, "bootstrap"), ensureAdministrator, admin);
}
