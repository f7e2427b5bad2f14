import { auditTenant } from "#core/audit/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import type { Hub } from "#core/runtime/hub.ts";

/** Violated invariants of a tenant's tables; none at any time. */
export async function brokenInvariants(hub: Hub, { tenantId }: Actor): Promise<string[]> {
  const { checks } = await auditTenant(hub.db.read(tenantId));
  return checks.flatMap(({ name, violations }) => violations.map((found) => `${name} ${JSON.stringify(found)}`));
}
