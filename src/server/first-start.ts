import { ensureAdmin, ensureApiKey } from "#auth/bootstrap.ts";
import { type DemoAccount, demoAccounts, seedDemo } from "#core/demo/index.ts";
import { execute } from "#core/execute.ts";
import { codeTaken } from "#core/inbound/errors.ts";
import { createSource } from "#core/inbound/index.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId, newId, type TenantId } from "#core/kernel/ids.ts";
import { createTenant } from "#core/tenants/create-tenant.ts";
import { alone, hasUser, oldestTenant } from "./first-start-store.ts";
import type { ServerHub } from "./hub.ts";

/**
 * Fills an empty database as the environment says and lets in whom it names; answers the demo's accounts when they are
 * there. Safe to run at every start.
 */
export async function firstStart(hub: ServerHub): Promise<readonly DemoAccount[]> {
  const { admin, bootstrapApiKey: key, seed, stripe } = hub.config;
  if (admin === undefined && key === undefined && seed === "none") return [];
  await alone(hub.db.sql, async () => {
    const known = await oldestTenant(hub.db.sql);
    const tenantId = known === undefined ? await begin(hub) : asTenantId(known);
    if (admin !== undefined) await ensureAdmin(hub, tenantId, admin);
    if (key !== undefined) await ensureApiKey(hub, tenantId, { key });
    if (stripe?.webhookSecret !== undefined) await ensureStripeSource(hub, tenantId, stripe.webhookSecret);
  });
  const isDemo = seed === "demo" && (await hasUser(hub.db.sql, demoAccounts[0]?.email ?? ""));
  return isDemo ? demoAccounts : [];
}

async function begin(hub: ServerHub): Promise<TenantId> {
  if (hub.config.seed === "demo") return (await seedDemo(hub)).tenantId;
  const tenantId = asTenantId(newId());
  const actor = systemActor(tenantId, "first start");
  await execute(hub, actor, createTenant, { slug: "main", name: "My shop" });
  return tenantId;
}

/** Stripe's events are taken at `/api/webhooks/stripe`; a source that is there stays as it is. */
async function ensureStripeSource(hub: ServerHub, tenantId: TenantId, secret: string): Promise<void> {
  const source = { code: "stripe", name: "Stripe", kind: "stripe", secret };
  const made = execute(hub, systemActor(tenantId, "first start"), createSource, source);
  await made.catch((error: unknown) => {
    if (!isHubError(error) || error.code !== codeTaken.code) throw error;
  });
}
