import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";

export interface LinkRecord {
  readonly id: string;
  readonly orderId: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** Of one order; the oldest are ended rather than that links grow without end. */
export const MOST_LINKS = 50;

const columns = (read: Read) => read.sql`
  id, order_id as "orderId", created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
  revoked_at as "revokedAt", last_used_at as "lastUsedAt"`;

export function insertLink({ tx, send }: Pick<WriteContext, "tx" | "send">, link: LinkRecord): void {
  send(tx.sql`
    insert into customer_links (tenant_id, id, order_id, created_by, created_at, expires_at)
    values (${tx.tenantId}, ${link.id}, ${link.orderId}, ${link.createdBy}, ${link.createdAt}, ${link.expiresAt})`);
}

export const listLinks = (read: Read, orderId: string): Promise<LinkRecord[]> => read.sql<LinkRecord[]>`
  select ${columns(read)} from customer_links
  where tenant_id = ${read.tenantId} and order_id = ${orderId}
  order by created_at desc nulls last, id desc nulls last limit ${MOST_LINKS}`;

export async function countLinks(tx: Tx, orderId: string, now: Date): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::int as count from customer_links
    where tenant_id = ${tx.tenantId} and order_id = ${orderId} and revoked_at is null and expires_at > ${now}`;
  return row?.count ?? 0;
}

export async function lockLink(
  tx: Tx,
  { id, orderId }: Pick<LinkRecord, "id" | "orderId">,
): Promise<LinkRecord | undefined> {
  const [link] = await tx.sql<LinkRecord[]>`
    select ${columns(tx)} from customer_links
    where tenant_id = ${tx.tenantId} and id = ${id} and order_id = ${orderId} for no key update`;
  return link;
}

export function revokeLink({ tx, send, now }: Pick<WriteContext, "tx" | "send" | "now">, id: string): void {
  send(tx.sql`update customer_links set revoked_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export async function readShop(read: Read): Promise<{ name: string; locale: string; timeZone: string }> {
  const [row] = await read.sql<{ name: string; locale: string; timeZone: string }[]>`
    select name, locale, time_zone as "timeZone" from tenants where id = ${read.tenantId}`;
  if (row === undefined) throw new Error("An actor's tenant is not there");
  return row;
}
