import { credentialFrom } from "#auth/credential.ts";
import { type Scope, systemActor } from "#core/kernel/actor.ts";
import { failure, unauthenticated } from "#core/kernel/errors.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import { createApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { demoTenant } from "#demo/seed-demo.ts";
import type { DemoKey, DemoKeys } from "#transports/documents/pages/docs-app.ts";
import type { ServerHub } from "./hub.ts";

const HOUR_MS = 3_600_000;
/** Enough to read and to place an order: no users, keys, settings or refunds. */
const SCOPES: readonly Scope[] = [
  "orders:read",
  "orders:write",
  "products:read",
  "inventory:read",
  "customers:read",
  "events:read",
];

const notOfTheDemo = failure(
  "forbidden",
  "demo.other_merchant",
  () => "Demo keys are only for users who are signed in to the demo.",
);

/**
 * API keys for trying out the demo shop from the API documents: for signed-in users, with no more than their own
 * rights. One key is reused per set of rights for half an hour, then expires. Undefined: no demo.
 */
export function demoKeys(hub: ServerHub): DemoKeys | undefined {
  if (hub.config.seed !== "demo") return undefined;
  const made = new Map<string, { key: Promise<DemoKey>; until: number }>();
  return async (headers) => {
    const credential = credentialFrom(headers);
    const identity = credential?.type === "session" ? await hub.identify(credential) : undefined;
    if (identity === undefined) throw unauthenticated();
    const { actor } = identity;
    if (actor.tenantId !== (await demoTenant(hub))) throw notOfTheDemo();
    const scopes = SCOPES.filter((scope) => actor.scopes.has(scope));
    const rights = scopes.join(" ");
    const now = hub.clock().getTime();
    const known = made.get(rights);
    if (known !== undefined && known.until > now) return known.key;
    const key = makeKey(hub, { tenantId: actor.tenantId, scopes, expiresAt: new Date(now + HOUR_MS) });
    made.set(rights, { key, until: now + HOUR_MS / 2 });
    key.catch(() => made.delete(rights));
    return key;
  };
}

interface Wanted {
  readonly tenantId: TenantId;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date;
}

async function makeKey(hub: ServerHub, { tenantId, scopes, expiresAt }: Wanted): Promise<DemoKey> {
  const input = { name: "API documents", scopes, expiresAt: expiresAt.toISOString() };
  const { output } = await execute(hub, systemActor(tenantId, "API documents"), createApiKey, input);
  if (output.secret === null) throw new Error("A new key has a secret");
  return { key: output.secret, scopes, expiresAt: output.expiresAt };
}
