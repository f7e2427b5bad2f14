import type { Tx } from "../kernel/tx.ts";
import { lowOnly } from "./store.ts";

interface LowLevel {
  readonly sku: string;
  readonly location: string;
  readonly available: number;
}

/** The summary is an event of the tenant, so its sequence in the tenant's row of events is assigned under this lock. */
export async function lockTenant(tx: Tx): Promise<void> {
  await tx.sql`select id from tenants where id = ${tx.tenantId} for no key update`;
}

export const lowLevels = (tx: Tx): Promise<LowLevel[]> => tx.sql<LowLevel[]>`
  select v.sku, k.code as location, sl.available
  from stock_levels sl
  join variants v on v.tenant_id = sl.tenant_id and v.id = sl.variant_id
  join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id
  where sl.tenant_id = ${tx.tenantId} and ${lowOnly(tx)}
  order by v.sku, k.code`;
