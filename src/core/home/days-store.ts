import type { z } from "zod";
import { LARGEST_SUM } from "../kernel/money.ts";
import type { Read } from "../kernel/tx.ts";
import type { Overview } from "./schemas.ts";

type View = z.input<typeof Overview>;
export type Days = Pick<View, "currency" | "timeZone" | "days" | "today" | "weekAgo">;

const DAYS = 30;

/** Source of the daily figures. */
interface Source {
  /** Whether a tenant `t` has them. */
  readonly has: Fragment;
  /** Rows of `tenant` with `at`, `orders` and `sales`. */
  readonly told: Fragment;
  /** The sums of the same weekday a week ago, up to the same time. */
  readonly earlier: Fragment;
}

type Fragment = ReturnType<typeof sumOf>;
const sumOf = ({ sql }: Read) =>
  sql`select coalesce(sum(orders), 0)::int as orders, least(coalesce(sum(sales), 0), ${LARGEST_SUM})::bigint as sales`;

/** From the stored figures; undefined when they do not exist or are incomplete. */
export const readDays = (read: Read, now: Date): Promise<Days | undefined> =>
  daysFrom(read, now, {
    has: read.sql`exists (select from home_states s where s.tenant_id = t.id and s.filled and s.currency = t.currency)`,
    told: read.sql`
      select q.at, q.orders, q.sales from tenant t join home_quarters q on q.tenant_id = t.id and q.at >= t.first_at`,
    earlier: read.sql`
      ${sumOf(read)} from (
        select f.orders, f.sales from tenant t join told f
          on f.at >= t.earlier_from and f.at + interval '15 minutes' <= t.earlier_to
        union all
        select 1, h.sales from tenant t join home_orders h on h.tenant_id = t.id and h.placed_at <= t.earlier_to
          and h.placed_at >= date_bin('15 minutes', t.earlier_to, timestamptz '2000-01-01 00:00:00Z')
      ) f`,
  });

/** Computed from the orders: what the stored figures must equal, and the fallback until they are complete. */
export async function recountDays(read: Read, now: Date): Promise<Days> {
  const days = await daysFrom(read, now, {
    has: read.sql`true`,
    told: read.sql`
      select o.placed_at as at, 1 as orders, case when o.currency = t.currency then o.total else 0 end as sales
      from tenant t join orders o on o.tenant_id = t.id and o.placed_at >= t.first_at and o.status not in ('cancelled', 'draft')`,
    earlier: read.sql`
      ${sumOf(read)} from tenant t join told f on f.at >= t.earlier_from and f.at <= t.earlier_to`,
  });
  if (days === undefined) throw new Error("An actor's tenant is not there");
  return days;
}

/** Days begin at midnight in the tenant's time zone, also across clock changes. */
async function daysFrom(read: Read, now: Date, { has, told, earlier }: Source): Promise<Days | undefined> {
  const { sql, tenantId } = read;
  const [row] = await sql<Days[]>`
    with clock as (
      select id, currency, time_zone as zone, ${now}::timestamptz at time zone time_zone as clock from tenants t
      where id = ${tenantId} and ${has}
    ), tenant as (
      select id, currency, zone, clock::date as today, (clock::date - ${DAYS - 1}::int)::timestamp at time zone zone as first_at,
        (clock::date - 7)::timestamp at time zone zone as earlier_from,
        (clock - interval '7 days') at time zone zone as earlier_to
      from clock
    ), told as (${told}), daily as (
      select (f.at at time zone t.zone)::date as day, sum(f.orders)::int as orders, least(sum(f.sales), ${LARGEST_SUM})::bigint as sales
      from tenant t cross join told f group by 1
    ), earlier as (${earlier})
    select t.currency, t.zone as "timeZone",
      (select json_agg(json_build_object('date', d.day, 'orders', coalesce(daily.orders, 0), 'sales', coalesce(daily.sales, 0)) order by d.day)
        from (select t.today - n as day from generate_series(0, ${DAYS - 1}) n) d left join daily on daily.day = d.day) as days,
      coalesce((select json_build_object('orders', orders, 'sales', sales) from daily where day = t.today),
        '{"orders":0,"sales":0}') as today,
      (select json_build_object('orders', orders, 'sales', sales) from earlier) as "weekAgo"
    from tenant t`;
  return row;
}
