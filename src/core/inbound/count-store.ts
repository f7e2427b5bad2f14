import type { Read } from "../kernel/tx.ts";
import type { MessageCount } from "./schemas.ts";

/** Three short index scans; one over all stored messages would not be short. */
export const countMessages = ({ sql, tenantId }: Read, now: Date): Promise<MessageCount[]> => sql<MessageCount[]>`
  with midnight as (
    select date_trunc('day', ${now}::timestamptz at time zone time_zone) at time zone time_zone as at
    from tenants where id = ${tenantId}
  ), today as (
    select source_id, count(*)::int as received, count(*) filter (where state = 'processed')::int as processed
    from inbound_messages
    where tenant_id = ${tenantId} and received_at >= (select at from midnight) group by source_id
  ), failed as (
    select source_id, count(*)::int as failed from inbound_messages
    where tenant_id = ${tenantId} and state = 'failed' and muted_at is null group by source_id
  ), waiting as (
    select source_id, count(*)::int as waiting from inbound_messages
    where tenant_id = ${tenantId} and state = 'received' group by source_id
  )
  select source_id as "sourceId", coalesce(received, 0) as received, coalesce(processed, 0) as processed,
    coalesce(failed, 0) as failed, coalesce(waiting, 0) as waiting
  from today full join failed using (source_id) full join waiting using (source_id)
  order by source_id`;
