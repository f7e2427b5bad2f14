import { type Scope, scopes as allScopes, systemActor } from "#core/kernel/actor.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import { ensureApiKey as ensureKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { ensureAdmin as ensureAdministrator } from "#core/users/index.ts";

/** Registers the API key given in the environment, unchanged. Any string of 32 characters or more. */
export async function ensureApiKey(
  hub: Hub,
  tenantId: TenantId,
  { key, scopes = allScopes }: { key: string; scopes?: readonly Scope[] },
): Promise<void> {
  const input = { name: "Bootstrap", key, scopes: [...scopes] };
  await execute(hub, systemActor(tenantId, "bootstrap"), ensureKey, input);
}

/** Creates the administrator given in the environment, unless a user with that email exists. */
export async function ensureAdmin(
  hub: Hub,
  tenantId: TenantId,
  admin: { email: string; password: string },
): Promise<void> {
  await execute(hub, systemActor(tenantId, "bootstrap"), ensureAdministrator, admin);
}
