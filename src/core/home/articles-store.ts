import type { z } from "zod";
import { LARGEST_SUM } from "../kernel/money.ts";
import type { Read } from "../kernel/tx.ts";
import type { Overview } from "./schemas.ts";

type TopArticles = z.input<typeof Overview>["topArticles"];
type Fragment = ReturnType<typeof article>;

const SHOWN = 8;

const article = ({ sql }: Read) => sql`
  json_build_object('sku', s.sku, 'productId', p.id, 'image', p.image, 'units', s.units, 'sales', least(s.sales, ${LARGEST_SUM}),
    'name', case when v.id is null then s.sku when v.title in ('', p.title) then p.title else p.title || ' – ' || v.title end)`;

/** `sold`: rows with `sku`, `units` and `sales`, best-selling first. */
const toldOf = (read: Read, sold: Fragment) => read.sql`
  coalesce((select json_agg(${article(read)} order by s.units desc, s.sku) from (${sold}) s
    left join variants v on v.tenant_id = ${read.tenantId} and v.sku = s.sku
    left join products p on p.tenant_id = v.tenant_id and p.id = v.product_id), '[]')`;

/** From the stored figures; undefined when they do not exist or are incomplete. */
export async function readTopArticles(read: Read): Promise<TopArticles | undefined> {
  const { sql, tenantId } = read;
  const sold = sql`
    select sku, units, sales from home_articles where tenant_id = ${tenantId} and units > 0
    order by units desc, sku limit ${SHOWN}`;
  const [row] = await sql<{ articles: TopArticles }[]>`
    select ${toldOf(read, sold)} as articles from tenants t
    join home_states h on h.tenant_id = t.id and h.filled and h.currency = t.currency where t.id = ${tenantId}`;
  return row?.articles;
}

/** Computed from the orders. */
export async function recountTopArticles(read: Read, since: Date): Promise<TopArticles> {
  const { sql, tenantId } = read;
  const sold = sql`
    select l.sku, sum(l.quantity - l.cancelled) as units,
      sum(case when o.currency = t.currency then l.total else 0 end) as sales
    from tenants t join orders o on o.tenant_id = t.id
    join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.kind = 'item'
    where t.id = ${tenantId} and o.placed_at >= ${since} and o.status not in ('cancelled', 'draft')
    group by l.sku having sum(l.quantity - l.cancelled) > 0 order by units desc, l.sku limit ${SHOWN}`;
  const [row] = await sql<{ articles: TopArticles }[]>`select ${toldOf(read, sold)} as articles`;
  return row?.articles ?? [];
}
