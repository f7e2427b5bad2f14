import type { z } from "zod";
import { lowOnly } from "../inventory/store.ts";
import type { Read } from "../kernel/tx.ts";
import { countOfWork } from "../orders/work-store.ts";
import { failedDeliveries } from "../webhooks/overview-store.ts";
import { isActivity } from "./rules.ts";
import type { Overview } from "./schemas.ts";

type View = z.input<typeof Overview>;

const MOST = 10_000;
const DAYS = 30;
const SHOWN = 15;

/** By the definitions of the lists. Each count reads an index of its own and stops at 10,000 rows. */
export async function readCounts(read: Read, now: Date): Promise<View["counts"]> {
  const { sql, tenantId } = read;
  const [counts] = await sql<View["counts"][]>`
    select ${countOfWork(read, "to_ship", now)} as "toShip", ${countOfWork(read, "late", now)} as late,
      ${countOfWork(read, "held", now)} as held, ${countOfWork(read, "unpaid", now)} as unpaid,
      (select count(*)::int from (select from stock_levels sl where sl.tenant_id = ${tenantId} and ${lowOnly(read)}
        limit ${MOST}) x) as "stockLow",
      ${failedDeliveries(read)} as "deliveriesFailed"`;
  if (counts === undefined) throw new Error("A select of counts has a row");
  return counts;
}

export type Days = Pick<View, "currency" | "timeZone" | "days" | "today" | "weekAgo">;

/** Days begin at midnight where the merchant is, also when the clocks change. */
export async function readDays(read: Read, now: Date): Promise<Days> {
  const { sql, tenantId } = read;
  const [row] = await sql<Days[]>`
    with tenant as (
      select id, currency, time_zone as zone, (${now}::timestamptz at time zone time_zone)::date as today
      from tenants where id = ${tenantId}
    ), placed as (
      select (o.placed_at at time zone t.zone)::date as day, o.placed_at,
        case when o.currency = t.currency then o.total else 0 end as total
      from tenant t join orders o on o.tenant_id = t.id
      where o.placed_at >= (t.today - ${DAYS - 1}::int)::timestamp at time zone t.zone and o.placed_at <= ${now}
        and o.status not in ('cancelled', 'draft')
    ), daily as (
      select day, count(*)::int as orders, sum(total)::bigint as sales from placed group by day
    ), earlier as (
      select count(*)::int as orders, coalesce(sum(p.total), 0)::bigint as sales from tenant t join placed p
        on p.day = t.today - 7 and p.placed_at at time zone t.zone <= ${now}::timestamptz at time zone t.zone - interval '7 days'
    )
    select t.currency, t.zone as "timeZone",
      (select json_agg(json_build_object('date', d.day, 'orders', coalesce(daily.orders, 0), 'sales', coalesce(daily.sales, 0)) order by d.day)
        from (select t.today - n as day from generate_series(0, ${DAYS - 1}) n) d left join daily on daily.day = d.day) as days,
      coalesce((select json_build_object('orders', orders, 'sales', sales) from daily where day = t.today),
        '{"orders":0,"sales":0}') as today,
      (select json_build_object('orders', orders, 'sales', sales) from earlier) as "weekAgo"
    from tenant t`;
  if (row === undefined) throw new Error("An actor's tenant is not there");
  return row;
}

export function readTopArticles(read: Read, now: Date): Promise<View["topArticles"]> {
  const { sql, tenantId } = read;
  const since = new Date(now.getTime() - 7 * 86_400_000);
  return sql<View["topArticles"]>`
    with sold as (
      select l.variant_id, l.sku, max(l.name) as name, sum(l.quantity - l.cancelled)::int as units,
        sum(case when o.currency = t.currency then l.total else 0 end)::bigint as sales
      from tenants t join orders o on o.tenant_id = t.id
      join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.kind = 'item'
      where t.id = ${tenantId} and o.placed_at > ${since} and o.placed_at <= ${now} and o.status not in ('cancelled', 'draft')
      group by l.variant_id, l.sku order by units desc, l.sku limit 8
    )
    select s.sku, s.name, p.id as "productId", p.image, s.units, s.sales
    from sold s left join variants v on v.tenant_id = ${tenantId} and v.id = s.variant_id
    left join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    order by s.units desc, s.sku`;
}

type ActivityRow = Omit<View["activity"][number], "at"> & { at: Date };

/** Ids of events rise with time, so the newest are the last of the primary key; noise is looked through so far only. */
export async function readActivity(read: Read): Promise<ActivityRow[]> {
  const rows = await read.sql<(ActivityRow & { by: { type: string; id: string } })[]>`
    select id, type, subject_type as "subjectType", subject_id as "subjectId",
      coalesce(data ->> 'number', data ->> 'sku', data ->> 'name', data ->> 'title', data ->> 'fileName', data ->> 'code',
        data ->> 'url') as label,
      actor_name as actor, transport, at, json_build_object('type', actor_type, 'id', actor_id) as by
    from events where tenant_id = ${read.tenantId} order by id desc limit 1000`;
  return rows.filter((row) => isActivity({ type: row.type, actor: row.by })).slice(0, SHOWN);
}
