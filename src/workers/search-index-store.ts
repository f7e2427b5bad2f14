import type { Sql } from "postgres";
import { productSearch, variantSearch } from "#core/catalog/search.ts";
import { customerSearch } from "#core/customers/search.ts";
import { SEARCH_VERSION } from "#core/kernel/search.ts";
import type { Types } from "#core/kernel/tx.ts";
import { searchOf as orderSearch } from "#core/order/record.ts";

const AT_ONCE = 500;

type Key = { tenantId: string; id: string };
type Indexed = Key & ReturnType<typeof productSearch>;

export const TABLES = ["customers", "products", "variants", "orders"] as const;
type Table = (typeof TABLES)[number];

/** Rows written by an older version of the program, with the search text of this version. */
const unindexed: Readonly<Record<Table, (sql: Sql<Types>) => Promise<Indexed[]>>> = {
  customers: async (sql) => {
    const rows = await sql<(Key & Parameters<typeof customerSearch>[0])[]>`
      select tenant_id as "tenantId", id, name, email, phone, reference from customers
      where search_version < ${SEARCH_VERSION} order by tenant_id, id limit ${AT_ONCE}`;
    return rows.map((row) => ({ ...keyOf(row), ...customerSearch(row) }));
  },
  products: async (sql) => {
    const rows = await sql<(Key & Parameters<typeof productSearch>[0])[]>`
      select tenant_id as "tenantId", id, title from products
      where search_version < ${SEARCH_VERSION} order by tenant_id, id limit ${AT_ONCE}`;
    return rows.map((row) => ({ ...keyOf(row), ...productSearch(row) }));
  },
  variants: async (sql) => {
    const rows = await sql<(Key & Parameters<typeof variantSearch>[0])[]>`
      select tenant_id as "tenantId", id, sku, title, barcode from variants
      where search_version < ${SEARCH_VERSION} order by tenant_id, id limit ${AT_ONCE}`;
    return rows.map((row) => ({ ...keyOf(row), ...variantSearch(row) }));
  },
  orders: async (sql) => {
    const rows = await sql<(Key & Parameters<typeof orderSearch>[0])[]>`
      select o.tenant_id as "tenantId", o.id, o.number, o.external_id as "externalId",
        o.customer_name as "customerName", o.customer_email as "customerEmail", o.shipping_address as "shippingAddress",
        coalesce((select json_agg(json_build_object('sku', l.sku)) from order_lines l
          where l.tenant_id = o.tenant_id and l.order_id = o.id), '[]') as lines
      from orders o where o.search_version < ${SEARCH_VERSION} order by o.tenant_id, o.id limit ${AT_ONCE}`;
    return rows.map((row) => ({ ...keyOf(row), ...orderSearch(row) }));
  },
};

const keyOf = ({ tenantId, id }: Key): Key => ({ tenantId, id });

/** Indexes the next rows of a table. Returns their number; rows written concurrently stay unchanged. */
export async function indexNext(sql: Sql<Types>, table: Table): Promise<number> {
  const rows = await unindexed[table](sql);
  if (rows.length === 0) return 0;
  await sql`
    update ${sql(table)} t set search = r.search, search_version = r.search_version
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as r("tenantId" uuid, id uuid, search tsvector, search_version int)
    where t.tenant_id = r."tenantId" and t.id = r.id and t.search_version < r.search_version`;
  return rows.length;
}
