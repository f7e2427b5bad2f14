import type { Read } from "../kernel/tx.ts";
import type { Check, PageResult } from "./check.ts";
import { sqlCheck } from "./page-store.ts";

/** Two days less than the retention: rows at its edge may be deleted meanwhile. */
const sinceOf = (read: Read) => read.sql`now() - interval '31 days'`;

/** An order's part of the Home figures, computed independently of the consumer. Skips orders with unconsumed events. */
const orders = (read: Read) => read.sql`
  select o.tenant_id, o.id, o.number,
    case when o.status not in ('draft', 'cancelled') then json_build_object('placed', extract(epoch from o.placed_at),
      'sales', case when o.currency = s.currency then o.total else 0 end,
      'units', (select coalesce(json_object_agg(x.sku, x.units order by x.sku), '{}') from (
        select l.sku, sum(l.quantity - l.cancelled) as units from order_lines l
        where l.tenant_id = o.tenant_id and l.order_id = o.id and l.kind = 'item' group by l.sku) x))::text end as expected,
    (select json_build_object('placed', extract(epoch from h.placed_at), 'sales', h.sales,
      'units', (select coalesce(json_object_agg(x ->> 'sku', (x ->> 'units')::int order by x ->> 'sku'), '{}')
        from jsonb_array_elements(h.lines) x))::text
      from home_orders h where h.tenant_id = o.tenant_id and h.order_id = o.id) as kept
  from home_states s join orders o on o.tenant_id = s.tenant_id and o.placed_at >= ${sinceOf(read)}
  where s.tenant_id = ${read.tenantId} and s.filled
    and not exists (select from events e left join feed f on f.n = e.n where e.tenant_id = o.tenant_id and e.subject_id = o.id
      and (f.position > (select c.position from consumers c where c.name = 'home.figures')
        or exists (select from outbox x where x.n = e.n)))`;

export const homeChecks: readonly Check[] = [
  sqlCheck({
    name: "home.orders",
    promise: "What Home has counted of an order is what the order says.",
    rows: orders,
    broken: (read) => read.sql`select id, number, expected, kept from page where expected is distinct from kept`,
  }),
  {
    name: "home.figures",
    promise: "The figures of Home are the sums of what was counted of each order.",
    page: async (read: Read) => {
      const { sql, tenantId } = read;
      const [result] = await sql<PageResult[]>`
        with state as (select * from home_states where tenant_id = ${tenantId} and filled), counted as (
          select h.* from state s join home_orders h on h.tenant_id = s.tenant_id
        ), quarters as (
          select coalesce(k.at, c.at)::text as id, k.orders, k.sales, c.orders as "ordersCounted", c.sales as "salesCounted"
          from (select q.* from state s join home_quarters q on q.tenant_id = s.tenant_id
            where q.at >= ${sinceOf(read)} and (q.orders <> 0 or q.sales <> 0)) k
          full join (select date_bin('15 minutes', placed_at, timestamptz '2000-01-01 00:00:00Z') as at,
              count(*)::int as orders, sum(sales) as sales
            from counted where date_bin('15 minutes', placed_at, timestamptz '2000-01-01 00:00:00Z') >= ${sinceOf(read)}
            group by 1) c on c.at = k.at
          where k.orders is distinct from c.orders or k.sales is distinct from c.sales
        ), articles as (
          select coalesce(k.sku, c.sku) as id, k.units as orders, k.sales, c.units as "ordersCounted", c.sales as "salesCounted"
          from (select a.* from state s join home_articles a on a.tenant_id = s.tenant_id where a.units <> 0 or a.sales <> 0) k
          full join (select l.sku, sum(l.units) as units, sum(l.sales) as sales
            from state s join counted h on h.placed_at >= s.articles_since
            cross join lateral jsonb_to_recordset(h.lines) as l(sku text, units int, sales bigint) group by 1
            having sum(l.units) <> 0 or sum(l.sales) <> 0) c on c.sku = k.sku
          where k.units is distinct from c.units or k.sales is distinct from c.sales
        )
        select null as last, (select count(*)::int from counted) as checked,
          coalesce((select json_agg(b) from (select * from quarters union all select * from articles limit 100) b), '[]') as violations`;
      return result ?? { last: null, checked: 0, violations: [] };
    },
  },
];
