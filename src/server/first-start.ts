import { ensureAdmin, ensureApiKey } from "#auth/bootstrap.ts";
import { codeTaken } from "#core/inbound/errors.ts";
import { createSource } from "#core/inbound/index.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId, newId, type TenantId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTenant } from "#core/tenants/create-tenant.ts";
import { type DemoAccount } from "#demo/cast.ts";
import { seedDemo } from "#demo/seed-demo.ts";
import { accountsFor, closePublished, publishedAccounts } from "./demo-accounts.ts";
import { alone, oldestTenant } from "./first-start-store.ts";
import type { ServerHub } from "./hub.ts";

export interface FirstStart {
  /** Published on the sign-in page. */
  readonly demoAccounts: readonly DemoAccount[];
  /** Passwords generated in this start, stored only as hashes. */
  readonly made: readonly DemoAccount[];
}

/**
 * Fills an empty database, registers the environment's administrator and key, and replaces published passwords when the
 * server is publicly reachable. Idempotent: runs at every start.
 */
export async function firstStart(hub: ServerHub): Promise<FirstStart> {
  const { admin, bootstrapApiKey: key, seed, stripe, exposed } = hub.config;
  const lacking = admin !== undefined || key !== undefined || seed !== "none";
  const made = await alone(hub.db.sql, async () => {
    const begun = lacking ? await ensureTenant(hub) : undefined;
    const closed = exposed ? await closePublished(hub) : [];
    if (begun === undefined) return closed;
    if (admin !== undefined) await ensureAdmin(hub, begun.tenantId, admin);
    if (key !== undefined) await ensureApiKey(hub, begun.tenantId, { key });
    if (stripe?.webhookSecret !== undefined) await ensureStripeSource(hub, begun.tenantId, stripe.webhookSecret);
    return [...begun.made, ...closed];
  });
  return { demoAccounts: seed === "demo" && !exposed ? await publishedAccounts(hub) : [], made };
}

interface Begun {
  readonly tenantId: TenantId;
  readonly made: readonly DemoAccount[];
}

async function ensureTenant(hub: ServerHub): Promise<Begun> {
  const known = await oldestTenant(hub.db.sql);
  if (known !== undefined) return { tenantId: asTenantId(known), made: [] };
  if (hub.config.seed === "none") return { tenantId: await makeTenant(hub), made: [] };
  const accounts = accountsFor(hub.config);
  const { tenantId } = await seedDemo(hub, accounts);
  return { tenantId, made: hub.config.exposed ? accounts : [] };
}

/** The tenant of a hub with a single tenant. */
export async function makeTenant(hub: ServerHub): Promise<TenantId> {
  const tenantId = asTenantId(newId());
  await execute(hub, systemActor(tenantId, "first start"), createTenant, { slug: "main", name: "My shop" });
  return tenantId;
}

/** Stripe's events are received at `/api/webhooks/stripe`; an existing source is left unchanged. */
async function ensureStripeSource(hub: ServerHub, tenantId: TenantId, secret: string): Promise<void> {
  const source = { code: "stripe", name: "Stripe", kind: "stripe", secret };
  const made = execute(hub, systemActor(tenantId, "first start"), createSource, source);
  await made.catch((error: unknown) => {
    if (!isHubError(error) || error.code !== codeTaken.code) throw error;
  });
}
