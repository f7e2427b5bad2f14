import { isId } from "../kernel/ids.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { PartnerRecord } from "./record.ts";

const partnerColumns = (read: Read) => read.sql`
  p.id, p.code, p.name, p.compares, p.channel_id as "channelId", c.code as channel, p.location_id as "locationId",
  l.code as location, p.url, p."authorization", p.endpoint_id as "endpointId", p.version, p.created_at as "createdAt"
  from partners p
  left join channels c on c.tenant_id = p.tenant_id and c.id = p.channel_id
  left join locations l on l.tenant_id = p.tenant_id and l.id = p.location_id`;

export const listPartners = (read: Read): Promise<PartnerRecord[]> => read.sql<PartnerRecord[]>`
  select ${partnerColumns(read)}
  where p.tenant_id = ${read.tenantId} and p.deleted_at is null order by p.created_at, p.code`;

export async function readPartner(read: Read, ref: string): Promise<PartnerRecord | undefined> {
  const named = isId(ref) ? read.sql`p.id = ${ref}` : read.sql`p.code = ${ref}`;
  const [partner] = await read.sql<PartnerRecord[]>`
    select ${partnerColumns(read)} where p.tenant_id = ${read.tenantId} and p.deleted_at is null and ${named}`;
  return partner;
}

export async function lockPartner(tx: Tx, id: string): Promise<PartnerRecord | undefined> {
  const [partner] = await tx.sql<PartnerRecord[]>`
    select ${partnerColumns(tx)} where p.tenant_id = ${tx.tenantId} and p.id = ${id} and p.deleted_at is null
    for no key update of p`;
  return partner;
}

/** Ids of the named channel and location, and whether the endpoint exists. */
export async function findPlaces(
  read: Read,
  named: { channel: string | null; location: string | null; endpointId: string | null },
) {
  const [row] = await read.sql<{ channelId: string | null; locationId: string | null; endpoint: boolean }[]>`
    select (select id from channels where tenant_id = ${read.tenantId} and code = ${named.channel}) as "channelId",
      (select id from locations where tenant_id = ${read.tenantId} and code = ${named.location}) as "locationId",
      exists (select from webhook_endpoints where tenant_id = ${read.tenantId} and id = ${named.endpointId}::uuid) as endpoint`;
  return row ?? { channelId: null, locationId: null, endpoint: false };
}

/** False when the code is taken. */
export async function insertPartner({ tx }: WriteContext, partner: PartnerRecord): Promise<boolean> {
  const { id, code, name, compares, channelId, locationId, url, authorization, endpointId, createdAt } = partner;
  const rows = await tx.sql`
    insert into partners (tenant_id, id, code, name, compares, channel_id, location_id, url, "authorization", endpoint_id,
      version, created_at)
    values (${tx.tenantId}, ${id}, ${code}, ${name}, ${compares}, ${channelId}, ${locationId}, ${url}, ${authorization},
      ${endpointId}, 1, ${createdAt})
    on conflict (tenant_id, code) do nothing returning id`;
  return rows.length === 1;
}

export function updatePartner({ tx, send }: WriteContext, partner: PartnerRecord): void {
  const { id, name, channelId, locationId, url, authorization, endpointId, version } = partner;
  send(tx.sql`
    update partners set name = ${name}, channel_id = ${channelId}, location_id = ${locationId}, url = ${url},
      "authorization" = ${authorization}, endpoint_id = ${endpointId}, version = ${version}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

/** Soft delete: reconciliations reference the row. Removes its secret and frees its code. */
export function erasePartner({ tx, send, now }: WriteContext, { id }: { id: string }): void {
  send(tx.sql`
    update partners set deleted_at = ${now}, "authorization" = null, code = code || ' ' || id, version = version + 1
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}
