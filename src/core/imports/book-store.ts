import { insertRows, type Row } from "#db/bulk.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { orderNumbers } from "../orders/place-store.ts";
import type { ChannelRow } from "../orders/place-world.ts";
import type { ArticleRow, CustomerRow } from "./book-world.ts";

export interface WantedWorld {
  readonly channels: string[];
  readonly documents: { channel: string; number: string }[];
  readonly skus: string[];
  readonly references: string[];
  readonly emails: string[];
  readonly orders: number;
}

/**
 * Everything that a chunk of documents needs, in one round trip. Imports of one tenant are serialised: two files
 * with the same documents would otherwise conflict at every chunk.
 */
export async function readBookWorld(tx: Tx, wanted: WantedWorld) {
  const { sql, tenantId } = tx;
  const turn = sql`select pg_advisory_xact_lock(hashtextextended(${tenantId} || ' imports.book', 0))`.execute();
  const names = sql`unnest(${wanted.documents.map((d) => d.channel)}::text[], ${wanted.documents.map((d) => d.number)}::text[])`;
  const [, channels, documents, orders, articles, customers, numbers] = await Promise.all([
    turn,
    sql<ChannelRow[]>`
      select id, code, currency, tax_mode as "taxMode", tax_rate_bps as "taxRateBps", location_order as "locationOrder"
      from channels where tenant_id = ${tenantId} and active and code = any(${wanted.channels}::text[])`,
    sql<{ channel: string; number: string; hash: string }[]>`
      select c.code as channel, d.external_id as number, d.payload_hash as hash
      from ${names} as w(channel, number) join channels c on c.tenant_id = ${tenantId} and c.code = w.channel
      join import_documents d on d.tenant_id = c.tenant_id and d.channel_id = c.id and d.external_id = w.number`,
    sql<{ channel: string; number: string }[]>`
      select c.code as channel, o.external_id as number
      from ${names} as w(channel, number) join channels c on c.tenant_id = ${tenantId} and c.code = w.channel
      join orders o on o.tenant_id = c.tenant_id and o.channel_id = c.id and o.external_id = w.number`,
    sql<ArticleRow[]>`
      select v.id, v.product_id as "productId", v.sku, v.prices,
        case when v.title in ('', p.title) then p.title else p.title || ' – ' || v.title end as title
      from variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
      where v.tenant_id = ${tenantId} and v.sku = any(${wanted.skus}::text[])`,
    sql<CustomerRow[]>`
      select id, reference, email, name from customers
      where tenant_id = ${tenantId}
        and (reference = any(${wanted.references}::text[]) or email = any(${wanted.emails}::text[]))`,
    sql<{ number: number }[]>`
      select nextval(${orderNumbers(tenantId)}::text::regclass) as number from generate_series(1, ${wanted.orders}::int)`,
  ]);
  return { channels, documents, orders, articles, customers, numbers: numbers.map((row) => row.number) };
}

/** One statement per table, in this order, pipelined. */
export function insertTables({ tx, send }: WriteContext, tables: readonly (readonly [string, readonly Row[]])[]): void {
  for (const [table, rows] of tables) {
    if (rows.length === 0) continue;
    send(
      insertRows(
        tx.sql,
        table,
        rows.map((row) => ({ tenant_id: tx.tenantId, ...row })),
      ),
    );
  }
}

/** Imported orders of these customers with open units of these articles: what a cancellation may return. */
export async function findReturnable(
  tx: Tx,
  wanted: { customerIds: readonly string[]; variantIds: readonly string[] },
): Promise<string[]> {
  if (wanted.customerIds.length === 0 || wanted.variantIds.length === 0) return [];
  const rows = await tx.sql<{ id: string }[]>`
    select distinct o.id from orders o join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id
    where o.tenant_id = ${tx.tenantId} and o.imported and o.customer_id = any(${[...wanted.customerIds]}::uuid[])
      and l.variant_id = any(${[...wanted.variantIds]}::uuid[]) and l.returned < l.shipped`;
  return rows.map((row) => row.id);
}

/** Built but not sent: the caller decides when. */
export const addReturned = (tx: Tx, lines: readonly { id: string; quantity: number }[]) => tx.sql`
  update order_lines l set returned = l.returned + t.quantity
  from unnest(${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.quantity)}::int[]) as t(id, quantity)
  where l.tenant_id = ${tx.tenantId} and l.id = t.id`;

export const addRefunded = (tx: Tx, paymentId: string, refund: { amount: number; at: Date }) => tx.sql`
  update payments set refunded = refunded + ${refund.amount}, updated_at = ${refund.at.toISOString()}::text::timestamptz
  where tenant_id = ${tx.tenantId} and id = ${paymentId}`;

export const insertRowsOf = (tx: Tx, table: string, rows: readonly Row[]) =>
  insertRows(
    tx.sql,
    table,
    rows.map((row) => ({ tenant_id: tx.tenantId, ...row })),
  );
