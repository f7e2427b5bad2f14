import type { z } from "zod";
import { searchQuery } from "../kernel/search.ts";
import type { Read } from "../kernel/tx.ts";
import type { SearchVariantsInput, VariantHit } from "./schemas.ts";

const MOST_WORDS = 10;

/** A prefix `tsquery` for each word. */
const queriesOf = (q: string): string[] =>
  q
    .split(/\s+/u)
    .flatMap((word) => searchQuery(word) ?? [])
    .slice(0, MOST_WORDS);

/**
 * A subquery of `id, product_id`: variants where every word is a prefix of a word of SKU, barcode or titles.
 * The first word is looked up in the indexes; the others filter its result.
 */
export function matchingVariants(read: Read, q: string) {
  const { sql, tenantId } = read;
  const words = queriesOf(q);
  const [first] = words;
  if (first === undefined)
    return sql`select v.id, v.product_id from variants v where v.tenant_id = ${tenantId} and false`;
  // Materialised, because a planner without statistics would repeat the lookup for every row.
  return sql`
    with found as materialized (
      select f.id from variants f where f.tenant_id = ${tenantId} and f.search @@ ${first}::text::tsquery
      union select f.id from products fp join variants f on f.tenant_id = fp.tenant_id and f.product_id = fp.id
        where fp.tenant_id = ${tenantId} and fp.search @@ ${first}::text::tsquery
    ), matched as materialized (
      select v.id, v.product_id from found
      join variants v on v.tenant_id = ${tenantId} and v.id = found.id
      join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
      where not exists (
        select from unnest(${words}::text[]) as w(query)
        where not (coalesce(v.search, '') || coalesce(p.search, '')) @@ w.query::tsquery)
    )
    select id, product_id from matched`;
}

/** Active articles: exact SKU or barcode matches first, then titles that begin with the query. */
export function searchVariants(
  read: Read,
  { q, channel, currency, limit }: SearchVariantsInput,
): Promise<z.input<typeof VariantHit>[]> {
  const { sql, tenantId } = read;
  const begins = `${q.toLowerCase().replaceAll(/[\\%_]/gu, "\\$&")}%`;
  const matching = q === "" ? sql`` : sql`and v.id in (select m.id from (${matchingVariants(read, q)}) m)`;
  return sql<z.input<typeof VariantHit>[]>`
    with terms as (
      select coalesce(${currency ?? null}::text, c.currency, t.currency) as currency,
        coalesce(c.location_order, '{}') as location_order
      from tenants t left join channels c on c.tenant_id = t.id and c.code = ${channel ?? null}
      where t.id = ${tenantId}
    ), hits as (
      select v.id, v.sku, v.barcode, v.prices, v.position, v.title as variant_title, p.id as product_id, p.title, p.image
      from variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
      where v.tenant_id = ${tenantId} and p.status = 'active' ${matching}
      order by lower(v.sku) = ${q.toLowerCase()} desc, coalesce(v.barcode = ${q}, false) desc,
        lower(p.title) like ${begins} desc, p.title, p.id, v.position
      limit ${limit}
    )
    select h.id, h.product_id as "productId", h.sku, h.image, h.barcode, terms.currency,
      case when h.variant_title in ('', h.title) then h.title else h.title || ' – ' || h.variant_title end as name,
      (h.prices ->> terms.currency)::bigint as price, coalesce(s.available, 0)::int as available,
      coalesce(s.levels, '[]') as levels
    from hits h cross join terms left join lateral (
      select sum(greatest(sl.available, 0)) as available,
        json_agg(json_build_object('location', k.code, 'available', sl.available, 'allowBackorder', sl.allow_backorder)
          order by array_position(terms.location_order, k.code), k.code) as levels
      from stock_levels sl join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id and k.active
      where sl.tenant_id = ${tenantId} and sl.variant_id = h.id
    ) s on true
    order by lower(h.sku) = ${q.toLowerCase()} desc, coalesce(h.barcode = ${q}, false) desc,
      lower(h.title) like ${begins} desc, h.title, h.product_id, h.position`;
}
