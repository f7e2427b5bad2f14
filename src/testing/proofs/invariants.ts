import { auditTenant } from "#core/audit/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import type { Hub } from "#core/runtime/hub.ts";

/** What a tenant's tables do not agree on; nothing, at every moment. */
export async function brokenInvariants(hub: Hub, { tenantId }: Actor): Promise<string[]> {
  const { checks } = await auditTenant(hub.db.read(tenantId));
  return checks.flatMap(({ name, violations }) => violations.map((found) => `${name} ${JSON.stringify(found)}`));
}
