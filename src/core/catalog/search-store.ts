import type { z } from "zod";
import { looseSearchQuery } from "../kernel/search.ts";
import type { Read } from "../kernel/tx.ts";
import type { SearchVariantsInput, VariantHit } from "./schemas.ts";

interface Word {
  readonly text: string;
  readonly prefix: string;
  readonly query: string;
}

function wordsOf(q: string): Word[] {
  const words = q.toLowerCase().split(/\s+/).slice(0, 10);
  return words.flatMap((text) => {
    const query = looseSearchQuery(text);
    return query === null ? [] : [{ text, prefix: `${text.replace(/[\\%_]/g, "\\$&")}%`, query }];
  });
}

/**
 * A subquery of `id, product_id`: variants of which every word is the beginning of the SKU, the barcode, or the
 * beginning of a word in the titles. The first word is looked up in the indexes, the others only filter.
 */
export function matchingVariants(read: Read, q: string) {
  const { sql, tenantId } = read;
  const words = wordsOf(q);
  const [first] = words;
  if (first === undefined)
    return sql`select v.id, v.product_id from variants v where v.tenant_id = ${tenantId} and false`;
  return sql`
    select v.id, v.product_id from variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tenantId} and v.id in (
      select f.id from variants f where f.tenant_id = ${tenantId} and lower(f.sku) like ${first.prefix}
      union select f.id from variants f where f.tenant_id = ${tenantId} and f.barcode = ${first.text}
      union select f.id from variants f where f.tenant_id = ${tenantId} and f.search @@ to_tsquery('simple', ${first.query})
      union select f.id from products fp join variants f on f.tenant_id = fp.tenant_id and f.product_id = fp.id
        where fp.tenant_id = ${tenantId} and fp.search @@ to_tsquery('simple', ${first.query}))
    and not exists (
      select from unnest(${words.map((word) => word.text)}::text[], ${words.map((word) => word.prefix)}::text[],
        ${words.map((word) => word.query)}::text[]) as w(word, prefix, query)
      where not (lower(v.sku) like w.prefix or coalesce(v.barcode = w.word, false)
        or (v.search || p.search) @@ to_tsquery('simple', w.query)))`;
}

/** Active articles, those whose SKU or barcode is exactly what was typed first. */
export function searchVariants(
  read: Read,
  { q, channel, currency, limit }: SearchVariantsInput,
): Promise<z.input<typeof VariantHit>[]> {
  const { sql, tenantId } = read;
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
      order by lower(v.sku) = ${q.toLowerCase()} desc, coalesce(v.barcode = ${q}, false) desc, p.title, p.id, v.position
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
    order by lower(h.sku) = ${q.toLowerCase()} desc, coalesce(h.barcode = ${q}, false) desc, h.title, h.product_id, h.position`;
}
