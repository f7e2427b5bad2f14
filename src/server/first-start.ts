import { ensureAdmin, ensureApiKey } from "#auth/bootstrap.ts";
import { execute } from "#core/execute.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId, newId, type TenantId } from "#core/kernel/ids.ts";
import { createTenant } from "#core/tenants/create-tenant.ts";
import { alone, oldestTenant } from "./first-start-store.ts";
import type { ServerHub } from "./hub.ts";

/** Fills an empty database as the environment says and lets in whom it names. Safe to run at every start. */
export async function firstStart(hub: ServerHub): Promise<void> {
  const { admin, bootstrapApiKey: key, seed } = hub.config;
  if (admin === undefined && key === undefined && seed === "none") return;
  await alone(hub.db.sql, async () => {
    const known = await oldestTenant(hub.db.sql);
    const tenantId = known === undefined ? await begin(hub) : asTenantId(known);
    if (admin !== undefined) await ensureAdmin(hub, tenantId, admin);
    if (key !== undefined) await ensureApiKey(hub, tenantId, { key });
  });
}

async function begin(hub: ServerHub): Promise<TenantId> {
  const tenantId = asTenantId(newId());
  const actor = systemActor(tenantId, "first start");
  await execute(hub, actor, createTenant, { slug: "main", name: "My shop" });
  return tenantId;
}
