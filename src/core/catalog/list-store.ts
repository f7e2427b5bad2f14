import type { Keyset } from "../kernel/page.ts";
import { LAST_NUMBERED } from "../kernel/page.ts";
import type { Read } from "../kernel/tx.ts";
import type { ProductRecord } from "./record.ts";
import type { ListProductsInput, PageProductsInput } from "./schemas.ts";
import { matchingVariants } from "./search-store.ts";
import { productColumns } from "./store.ts";

function matching(read: Read, { q, status }: Pick<ListProductsInput, "q" | "status">) {
  const { sql } = read;
  const words =
    q === undefined || q === "" ? sql`` : sql`and p.id in (select m.product_id from (${matchingVariants(read, q)}) m)`;
  return sql`${status === undefined ? sql`` : sql`and p.status = ${status}`} ${words}`;
}

function sortedBy({ sql }: Read, sort: ListProductsInput["sort"]) {
  const column = sort === "title" ? sql`p.title` : sql`p.created_at`;
  if (sort === "title") return { column, order: sql`order by p.title, p.id` };
  // The indexes are `desc nulls last`: only the same order or its exact opposite can use them.
  const direction = sort === "-createdAt" ? sql`desc nulls last` : sql`asc nulls first`;
  return { column, order: sql`order by ${column} ${direction}, p.id ${direction}` };
}

/** Selects one row more than the limit, to detect another page. */
export function listProducts(
  read: Read,
  { sort, limit, ...filters }: ListProductsInput,
  after: Keyset | undefined,
): Promise<ProductRecord[]> {
  const { sql, tenantId } = read;
  const { column, order } = sortedBy(read, sort);
  const type = sort === "title" ? sql`::text` : sql`::timestamptz`;
  const beyond = sort === "-createdAt" ? sql`<` : sql`>`;
  return sql<ProductRecord[]>`
    select ${productColumns(read)} from products p
    where p.tenant_id = ${tenantId} ${matching(read, filters)}
      ${after === undefined ? sql`` : sql`and (${column}, p.id) ${beyond} (${after[0]}${type}, ${after[1]}::uuid)`}
    ${order} limit ${limit + 1}`;
}

/** A page by number, and the count up to the highest reachable page. Selects the page's ids first. */
export async function pageProducts(
  read: Read,
  { page, limit, sort, ...filters }: PageProductsInput,
): Promise<{ products: ProductRecord[]; total: number }> {
  const { sql, tenantId } = read;
  const { order } = sortedBy(read, sort);
  const [products, [counted]] = await Promise.all([
    sql<ProductRecord[]>`
      select ${productColumns(read)} from products p
      where p.tenant_id = ${tenantId} and p.id in (
        select p.id from products p where p.tenant_id = ${tenantId} ${matching(read, filters)} ${order} limit ${limit} offset ${(page - 1) * limit})
      ${order}`,
    sql<{ total: number }[]>`
      select count(*)::int as total
      from (select from products p where p.tenant_id = ${tenantId} ${matching(read, filters)} limit ${LAST_NUMBERED}) found`,
  ]);
  return { products, total: counted?.total ?? 0 };
}
