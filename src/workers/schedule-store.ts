import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";
import type { DueOrder } from "./housekeeping-store.ts";

const AT_ONCE = 1000;

/**
 * Orders of all tenants, or of one, unpaid for this many days. An order whose hold was released manually is not held
 * again.
 */
export const unpaidOrders = (sql: Sql<Types>, days: number, only?: string): Promise<DueOrder[]> => sql<DueOrder[]>`
  select o.tenant_id as "tenantId", o.id as "orderId" from orders o
  where o.status = 'pending' and o.payment_status = 'unpaid' and not o.imported and not o.on_hold and o.total > 0
    ${only === undefined ? sql`` : sql`and o.tenant_id = ${only}`}
    and o.placed_at < now() - make_interval(days => ${days}::int)
    and not exists (select from holds h where h.tenant_id = o.tenant_id and h.order_id = o.id and h.reason = 'unpaid')
    and not exists (select from payment_events e where e.tenant_id = o.tenant_id and e.order_id = o.id
      and e.outcome = 'requested' and e.at > now() - interval '1 day') -- money may be on its way
  order by o.tenant_id, o.placed_at limit ${AT_ONCE}`;

export interface OpenRequest {
  readonly tenantId: string;
  readonly data: unknown;
}

/** Requests to providers without a result for a quarter of an hour, as they were sent. */
export const unansweredPayments = (sql: Sql<Types>, only?: string): Promise<OpenRequest[]> => sql<OpenRequest[]>`
  select v.tenant_id as "tenantId", v.data from payment_events e
  join events v on v.tenant_id = e.tenant_id and v.subject_id = e.order_id and v.type = 'payment.requested'
    and v.data->>'intentId' = e.intent_id::text
  where e.outcome = 'requested' ${only === undefined ? sql`` : sql`and e.tenant_id = ${only}`} and e.at between now() - interval '30 days' and now() - interval '15 minutes'
    and not exists (select from payment_events a where a.tenant_id = e.tenant_id and a.intent_id = e.intent_id
      and a.outcome <> 'requested')
  order by e.tenant_id, e.at limit ${AT_ONCE}`;

export const allTenants = async (sql: Sql<Types>): Promise<string[]> =>
  (await sql<{ id: string }[]>`select id from tenants order by id`).map(({ id }) => id);

/** Mails stay visible for a while; then the addresses in them are deleted. */
export async function deleteOldMails(sql: Sql<Types>): Promise<number> {
  let total = 0;
  for (;;) {
    const { count } = await sql`
      delete from mails -- every tenant_id: all of them forget after 90 days
      where ctid = any(array(select ctid from mails where created_at < now() - interval '90 days' limit ${AT_ONCE}))`;
    total += count;
    if (count < AT_ONCE) return total;
  }
}
