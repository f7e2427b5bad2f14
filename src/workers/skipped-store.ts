import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";
import { DELIVERIES_CHANNEL } from "#core/webhooks/fan-out-store.ts";

export interface SkippingEndpoint {
  readonly tenantId: string;
  readonly id: string;
  /** As PostgreSQL writes it: `infinity` for a deleted endpoint. */
  readonly through: string;
}

/** Endpoints resumed without their backlog, and recently deleted ones: an event may have been queued concurrently. */
export const skippingEndpoints = (sql: Sql<Types>): Promise<SkippingEndpoint[]> => sql<SkippingEndpoint[]>`
  select tenant_id as "tenantId", id, case when deleted_at is null then skip_through::text else 'infinity' end as through
  from webhook_endpoints
  where skip_through is not null or deleted_at > now() - interval '1 day' order by tenant_id, id`;

const AT_ONCE = 5000;

/** Cancels a batch of an endpoint's backlog. Returns whether there may be more. */
export async function cancelPortion(sql: Sql<Types>, { tenantId, id, through }: SkippingEndpoint): Promise<boolean> {
  const { count } = await sql`
    update webhook_deliveries set state = 'cancelled', requeued = false, finished_at = now()
    where tenant_id = ${tenantId} and endpoint_id = ${id} and state = 'pending' and created_at <= ${through}::text::timestamptz
      and due_at <= coalesce((select due_at from webhook_deliveries
        where tenant_id = ${tenantId} and endpoint_id = ${id} and state = 'pending'
          and created_at <= ${through}::text::timestamptz
        order by due_at offset ${AT_ONCE - 1} limit 1), 'infinity')`;
  return count >= AT_ONCE;
}

/** Unblocks later deliveries of the endpoint; another resume since then has its own limit. */
export async function endSkipping(sql: Sql<Types>, { tenantId, id, through }: SkippingEndpoint): Promise<void> {
  await sql`
    update webhook_endpoints set skip_through = null
    where tenant_id = ${tenantId} and id = ${id} and (deleted_at is not null or skip_through <= ${through}::text::timestamptz)`;
  await sql`select pg_notify(${DELIVERIES_CHANNEL}, 'lanes')`;
}
