import { insertTables, type Row } from "#db/bulk.ts";
import type { Booked, Level } from "../inventory/engine.ts";
import { levelsEnding, reservationRows } from "../inventory/stock-store.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import type { ChannelRow, CustomerRow, VariantRow } from "./place-world.ts";

export interface Wanted {
  readonly channels: string[];
  readonly skus: string[];
  readonly externals: { channel: string; externalId: string }[];
  readonly emails: string[];
  readonly customerIds: string[];
  readonly orders: number;
  /** Drafts need no stock, and do not wait for its locks. */
  readonly stock?: boolean;
}

interface Read {
  readonly channels: ChannelRow[];
  readonly variants: VariantRow[];
  readonly existing: { id: string; channel: string; externalId: string; payloadHash: string }[];
  readonly customers: CustomerRow[];
  readonly numbers: number[];
  readonly levels: Level[];
}

/**
 * Everything that placing needs, in one statement. It locks the stock rows, in the order of their keys.
 * One template: composing it took the process longer than its plan; `(select …)` keeps values out of the plan.
 */
export async function readWorld(tx: Tx, wanted: Wanted): Promise<Read> {
  const { sql, tenantId } = tx;
  const [world] = await sql<Read[]>`
    with skus as materialized (select ${wanted.skus}::text[] as all), levels as materialized (
      select sl.id, sl.variant_id as "variantId", v.sku, sl.location_id as "locationId", k.code as location, k.active as open,
        sl.on_hand as "onHand", sl.reserved, sl.backordered, sl.incoming, sl.safety_stock as "safetyStock", sl.available,
        sl.allow_backorder as "allowBackorder", sl.stocked
      from stock_levels sl
      join variants v on v.tenant_id = sl.tenant_id and v.id = sl.variant_id
      join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id
      where (select ${wanted.stock ?? true}::boolean) and sl.tenant_id = ${tenantId}
        and v.sku = any((select s.all from skus s)::text[]) and k.active
      order by sl.variant_id, sl.location_id
      for no key update of sl
    )
    select
      (select coalesce(json_agg(r), '[]') from (
        select id, code, currency, tax_mode as "taxMode", tax_rate_bps as "taxRateBps", location_order as "locationOrder"
        from channels where tenant_id = ${tenantId} and active and code = any((select ${wanted.channels}::text[])::text[])
      ) r) as channels,
      (select coalesce(json_agg(r), '[]') from (
        select v.id, v.sku, v.prices, p.status,
          case when v.title in ('', p.title) then p.title else p.title || ' – ' || v.title end as name
        from variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
        where v.tenant_id = ${tenantId} and v.sku = any((select s.all from skus s)::text[])
      ) r) as variants,
      (select coalesce(json_agg(r), '[]') from (
        select o.id, c.code as channel, o.external_id as "externalId", o.payload_hash as "payloadHash"
        from unnest((select ${wanted.externals.map((e) => e.channel)}::text[]),
          (select ${wanted.externals.map((e) => e.externalId)}::text[])) as w(channel, external_id)
        join channels c on c.tenant_id = ${tenantId} and c.code = w.channel
        join orders o on o.tenant_id = ${tenantId} and o.channel_id = c.id and o.external_id = w.external_id
      ) r) as existing,
      (select coalesce(json_agg(r), '[]') from (
        select id, email, name from customers
        where tenant_id = ${tenantId} and (email = any((select ${wanted.emails}::text[])::text[])
          or id = any((select ${wanted.customerIds}::uuid[])::uuid[]))
      ) r) as customers,
      (select coalesce(json_agg(r), '[]') from (select * from levels) r) as levels,
      array(select nextval(${orderNumbers(tenantId)}::text::regclass)
        from generate_series(1, (select ${wanted.orders}::int))) as numbers`;
  if (world === undefined) throw new Error("A statement of scalars answered no row");
  return world;
}

/** Each tenant has its own sequence; gaps are allowed, waiting for a number is not. */
export const orderNumbers = (tenantId: string): string => `order_numbers_${tenantId.replaceAll("-", "")}`;

export interface PlacedRows {
  readonly customers: Row[];
  readonly orders: Row[];
  readonly lines: Row[];
  readonly payments: Row[];
  readonly paymentEvents: Row[];
}

/** All rows of a batch in one statement, pipelined. */
export function writePlaced({ tx, send, now }: WriteContext, rows: PlacedRows, { levels, added }: Booked): void {
  const inserts = [
    ["customers", rows.customers],
    ["orders", rows.orders],
    ["order_lines", rows.lines],
    ["reservations", reservationRows(tx, added, now)],
    ["payments", rows.payments],
    ["payment_events", rows.paymentEvents],
  ] as const;
  if (levels.length === 0 && inserts.every(([, inserted]) => inserted.length === 0)) return;
  send(insertTables(tx.sql, inserts, levelsEnding(tx, levels, now)));
}
