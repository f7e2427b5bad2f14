import { auditTenant } from "#core/audit/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import type { Hub } from "#core/runtime/hub.ts";

/** Violated invariants of a tenant's tables and events; none at any time. */
export async function brokenInvariants(hub: Hub, { tenantId }: Actor): Promise<string[]> {
  const [{ checks }, stale] = await Promise.all([auditTenant(hub.db.read(tenantId)), staleLevels(hub, tenantId)]);
  return [
    ...checks.flatMap(({ name, violations }) => violations.map((found) => `${name} ${JSON.stringify(found)}`)),
    ...stale.map((found) => `last stock event ${JSON.stringify(found)}`),
  ];
}

/** Stock levels whose last event tells another state than their row. */
const staleLevels = (hub: Hub, tenantId: TenantId) => hub.db.sql`
  select v.sku, l.on_hand, l.reserved, e.data from stock_levels l join variants v on v.id = l.variant_id
  cross join lateral (select data from events where tenant_id = l.tenant_id and subject_id = l.id
    and type in ('stock.changed', 'stock.low') order by sequence desc limit 1) e
  where l.tenant_id = ${tenantId}
    and (l.on_hand, l.reserved) is distinct from ((data->>'onHand')::bigint, (data->>'reserved')::bigint)`;
