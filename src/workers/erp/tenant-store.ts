import type { Sql } from "postgres";
import { ConsumerNotReady } from "#core/events/consumer.ts";
import type { Types } from "#core/kernel/tx.ts";

/** Without an answer no invoice may be skipped. */
export class UnknownTenant extends ConsumerNotReady {
  override readonly name = "UnknownTenant";
}

/**
 * The tenant with this slug; without one the only tenant, or of several the only one that had an ERP before. Undefined
 * while there is no tenant at all; rejects with `UnknownTenant` when it is ambiguous.
 */
export async function erpTenant(sql: Sql<Types>, slug: string | undefined): Promise<string | undefined> {
  const rows = await sql<{ id: string; connected: boolean }[]>`
    select t.id, c.tenant_id is not null as connected
    from tenants t left join erp_connections c on c.tenant_id = t.id
    where ${slug === undefined ? sql`true` : sql`t.slug = ${slug}`}
    order by connected desc limit 2`;
  const [first, second] = rows;
  if (slug !== undefined && first === undefined) throw new UnknownTenant("ERP_TENANT is the slug of no merchant.");
  if (second === undefined || (first?.connected === true && !second.connected)) return first?.id;
  throw new UnknownTenant("There are several merchants: set ERP_TENANT to the slug of the one whose ERP it is.");
}

/** Before any worker said that it has the ERP's address: what happens from `at` on is invoiced. */
export async function activateErp(
  sql: Sql<Types>,
  { tenantId, wsdlUrl, at }: { readonly tenantId: string; readonly wsdlUrl: string; readonly at: Date },
): Promise<void> {
  await sql`
    insert into erp_connections (tenant_id, wsdl_url, seen_at, activated_at)
    values (${tenantId}, ${wsdlUrl}, now(), ${at}) on conflict (tenant_id) do nothing`;
}
