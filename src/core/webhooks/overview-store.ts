import type { Read } from "../kernel/tx.ts";
import { countsAsFailed, isRetrying } from "./delivery-store.ts";
import { isFailing } from "./endpoint-store.ts";

const COUNTED_TO = 10_000;
/** Rows of the last hour's deliveries that are scanned: screens poll every few seconds. */
const LOOKED_AT = 50_000;
const HOUR_MS = 3_600_000;

export interface OverviewRecord {
  failingEndpoints: number;
  failed: number;
  retrying: number;
  deliveredLastHour: number;
  /** By bucket, of this hour and the one before. */
  durations: number[];
}

/** Counted up to 10,000. */
export const failedDeliveries = (read: Read) => read.sql`
  (select count(*)::int from (select from webhook_deliveries d
    where d.tenant_id = ${read.tenantId} and ${countsAsFailed(read)} limit ${COUNTED_TO}) f)`;

export async function readOverview(read: Read, now: Date): Promise<OverviewRecord> {
  const { sql, tenantId } = read;
  const hourAgo = new Date(now.getTime() - HOUR_MS).toISOString();
  const [row] = await sql<OverviewRecord[]>`
    select
      (select count(*)::int from webhook_endpoints e
        join webhook_lanes l on l.tenant_id = e.tenant_id and l.endpoint_id = e.id
        where e.tenant_id = ${tenantId} and e.deleted_at is null and ${isFailing(read)}) as "failingEndpoints",
      ${failedDeliveries(read)} as failed,
      (select count(*)::int from (select from webhook_deliveries d
        where d.tenant_id = ${tenantId} and ${isRetrying(read)} limit ${COUNTED_TO}) r) as retrying,
      (select count(*)::int from (select from (select d.state from webhook_deliveries d
          where d.tenant_id = ${tenantId} and d.created_at >= ${hourAgo}::text::timestamptz
          order by d.created_at desc limit ${LOOKED_AT}) d
        where d.state = 'succeeded' limit ${COUNTED_TO}) s) as "deliveredLastHour",
      array(select sum(u.count)::int from webhook_hours h, unnest(h.durations) with ordinality as u(count, bucket)
        where h.tenant_id = ${tenantId} and h.hour >= date_trunc('hour', ${hourAgo}::text::timestamptz, 'UTC')
        group by u.bucket order by u.bucket) as durations`;
  if (row === undefined) throw new Error("A select of counts has a row");
  return row;
}
