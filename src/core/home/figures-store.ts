import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";

export interface OrderName {
  readonly tenantId: string;
  readonly id: string;
}

/** Serialises updates of figures; tenants are locked in one order. Those without figures are left out. */
export const lockFigures = (sql: Sql<Types>, tenantIds: readonly string[]) => sql`
  select tenant_id from home_states where tenant_id = any(${[...tenantIds]}::uuid[]) order by tenant_id for update`;

/** Days and articles are aggregated from these quarter-hour buckets; also the names of the window's columns. */
const quarterOf = (sql: Sql<Types>) => sql`date_bin('15 minutes', placed_at, timestamptz '2000-01-01 00:00:00Z')`;

/**
 * Replaces what was counted of these orders by their current state. Idempotent: how often, in which order and because
 * of which event does not matter, so a replay changes nothing. The figures are locked; `floor` is the window's start.
 */
export const countOrders = (sql: Sql<Types>, orders: readonly OrderName[], floor: Date) => sql`
  with want as (
    select distinct s.tenant_id, w.id, s.currency, s.articles_since
    from unnest((select ${orders.map((each) => each.tenantId)}::uuid[]), (select ${orders.map((each) => each.id)}::uuid[])) as w(tenant_id, id)
    join home_states s on s.tenant_id = w.tenant_id
  ), fresh as (
    select w.tenant_id, o.id as order_id, w.articles_since, o.placed_at,
      case when o.currency = w.currency then o.total else 0 end as sales,
      (select coalesce(jsonb_agg(jsonb_build_object('sku', l.sku, 'units', l.units,
          'sales', case when o.currency = w.currency then l.sales else 0 end) order by l.sku), '[]')
        from (select sku, sum(quantity - cancelled)::int as units, sum(total)::bigint as sales from order_lines
          where tenant_id = o.tenant_id and order_id = o.id and kind = 'item' group by sku) l) as lines
    from want w join orders o on o.tenant_id = w.tenant_id and o.id = w.id
    where o.status not in ('draft', 'cancelled') and o.placed_at >= (select ${floor.toISOString()}::text::timestamptz)
  ), known as (
    select h.*, w.articles_since from want w join home_orders h on h.tenant_id = w.tenant_id and h.order_id = w.id
  ), gone as (
    delete from home_orders h using known k where h.tenant_id = k.tenant_id and h.order_id = k.order_id
      and not exists (select from fresh f where f.tenant_id = k.tenant_id and f.order_id = k.order_id)
  ), written as (
    insert into home_orders as h (tenant_id, order_id, placed_at, sales, lines)
    select tenant_id, order_id, placed_at, sales, lines from fresh
    on conflict (tenant_id, order_id) do update
      set placed_at = excluded.placed_at, sales = excluded.sales, lines = excluded.lines
      where (h.placed_at, h.sales, h.lines) is distinct from (excluded.placed_at, excluded.sales, excluded.lines)
  ), moved as (
    select tenant_id, articles_since, placed_at, sales, lines, 1 as sign from fresh
    union all select tenant_id, articles_since, placed_at, sales, lines, -1 from known
  ), quarters as (
    insert into home_quarters as q (tenant_id, at, orders, sales)
    select tenant_id, ${quarterOf(sql)}, sum(sign)::int, sum(sign * sales) from moved group by 1, 2
    having sum(sign) <> 0 or sum(sign * sales) <> 0
    on conflict (tenant_id, at) do update set orders = q.orders + excluded.orders, sales = q.sales + excluded.sales
  )
  insert into home_articles as a (tenant_id, sku, units, sales)
  select m.tenant_id, l.sku, sum(m.sign * l.units), sum(m.sign * l.sales)
  from moved m cross join lateral jsonb_to_recordset(m.lines) as l(sku text, units int, sales bigint)
  where m.placed_at >= m.articles_since group by 1, 2
  having sum(m.sign * l.units) <> 0 or sum(m.sign * l.sales) <> 0
  on conflict (tenant_id, sku) do update set units = a.units + excluded.units, sales = a.sales + excluded.sales`;

/** More than any screen shows; older rows are deleted. */
const KEPT_ACTIVITIES = 50;

export const keepActivities = (sql: Sql<Types>, events: readonly OrderName[]) => sql`
  with added as (
    insert into home_activities (tenant_id, event_id)
    select w.tenant_id, w.id
    from unnest((select ${events.map((each) => each.tenantId)}::uuid[]), (select ${events.map((each) => each.id)}::uuid[])) as w(tenant_id, id)
    join home_states s on s.tenant_id = w.tenant_id
    on conflict do nothing
  )
  delete from home_activities a
  where a.tenant_id = any((select ${events.map((each) => each.tenantId)}::uuid[])::uuid[]) and a.event_id < (
    select k.event_id from home_activities k where k.tenant_id = a.tenant_id
    order by k.event_id desc limit 1 offset ${KEPT_ACTIVITIES})`;
