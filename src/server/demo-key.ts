import { demoTenant } from "#core/demo/index.ts";
import { execute } from "#core/execute.ts";
import { type Scope, systemActor } from "#core/kernel/actor.ts";
import { createApiKey } from "#core/keys/index.ts";
import type { DemoKey } from "#transports/docs/docs-app.ts";
import type { ServerHub } from "./hub.ts";

const HOUR_MS = 3_600_000;
/** Enough to look around and to place an order: no people, no keys, no settings, no money given back. */
const SCOPES: readonly Scope[] = [
  "orders:read",
  "orders:write",
  "products:read",
  "inventory:read",
  "customers:read",
  "events:read",
];

/**
 * Keys for trying the demo shop out from the API documents: of the demo's tenant only, and only where SEED=demo made it.
 * One key serves everybody for half an hour, so that asking often makes no heap of keys; it expires by itself.
 */
export function demoKeys(hub: ServerHub): (() => Promise<DemoKey>) | undefined {
  if (hub.demoAccounts.length === 0) return undefined;
  let made: { key: Promise<DemoKey>; until: number } | undefined;
  return () => {
    const now = hub.clock().getTime();
    if (made !== undefined && made.until > now) return made.key;
    const key = makeKey(hub, new Date(now + HOUR_MS));
    made = { key, until: now + HOUR_MS / 2 };
    key.catch(() => (made = undefined));
    return key;
  };
}

async function makeKey(hub: ServerHub, expiresAt: Date): Promise<DemoKey> {
  const tenantId = await demoTenant(hub);
  if (tenantId === undefined) throw new Error("There is no demo shop");
  const input = { name: "API documents", scopes: SCOPES, expiresAt: expiresAt.toISOString() };
  const { output } = await execute(hub, systemActor(tenantId, "API documents"), createApiKey, input);
  if (output.secret === null) throw new Error("A new key has a secret");
  return { key: output.secret, scopes: SCOPES, expiresAt: output.expiresAt };
}
