import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export interface ValidLink {
  readonly tenantId: string;
  readonly orderId: string;
  readonly lastUsedAt: Date | null;
}

/** The tenant comes from the link. Undefined for one that was revoked or has expired. */
export async function findLink(sql: Sql<Types>, id: string, now: Date): Promise<ValidLink | undefined> {
  const [link] = await sql<ValidLink[]>`
    select tenant_id as "tenantId", order_id as "orderId", last_used_at as "lastUsedAt" from customer_links
    where id = ${id} and revoked_at is null and expires_at > ${now}`;
  return link;
}

/** At most once an hour over all processes: a page that is left open writes nothing. */
export async function touchLink(sql: Sql<Types>, { id, now }: { id: string; now: Date }): Promise<void> {
  await sql`
    update customer_links set last_used_at = ${now}
    where id = ${id} and (last_used_at is null or last_used_at < ${new Date(now.getTime() - 3_600_000)})`;
}
