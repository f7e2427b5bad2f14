import type { Read } from "../kernel/tx.ts";

/** The order with an external id in a channel. */
export async function findByExternalId(
  read: Read,
  { channel, externalId }: { channel: string; externalId: string },
): Promise<string | undefined> {
  const [row] = await read.sql<{ id: string }[]>`
    select o.id from orders o join channels c on c.tenant_id = o.tenant_id and c.id = o.channel_id
    where o.tenant_id = ${read.tenantId} and c.code = ${channel} and o.external_id = ${externalId}`;
  return row?.id;
}
