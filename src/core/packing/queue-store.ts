import type { Read, Tx } from "../kernel/tx.ts";
import { spellings } from "./rules.ts";
import type { SessionRecord } from "./station.ts";

/** Candidates of each kind of cover: more than stations that take an order at the same moment. */
const CANDIDATES = 32;

/** For how long an order that left a station unfinished is offered to others first. */
const APART = "30 minutes";

/**
 * Locks the order that waits longest for being packed at a location, passing over those that others are just changing.
 * A statement's snapshot may be older than a lock that it gets: the caller looks at the order again.
 */
export async function lockNextOrder(
  tx: Tx,
  session: Pick<SessionRecord, "id" | "locationId">,
  tried: readonly string[],
): Promise<string | undefined> {
  const { sql, tenantId } = tx;
  const candidates = (cover: "paid" | "authorized") => sql`
    (select o.id, o.placed_at from orders o
    where o.tenant_id = ${tenantId} and o.ready = ${cover} and o.id <> all(${[...tried]}::uuid[])
      ${cover === "paid" ? sql`` : sql`and o.channel_id in (select c.id from channels c where c.tenant_id = ${tenantId} and c.ship_authorized)`}
      and not exists (select from packing_sessions s where s.tenant_id = o.tenant_id and s.order_id = o.id)
      and exists (select from reservations r where r.tenant_id = o.tenant_id and r.order_id = o.id
        and r.location_id = ${session.locationId} and r.status = 'active' and not r.backorder)
      and not exists (select from packing_steps p where p.tenant_id = o.tenant_id and p.session_id = ${session.id}
        and p.order_id = o.id and p.kind in ('skip', 'finish') and p.accepted and p.at > now() - ${APART}::text::interval)
    order by o.placed_at asc nulls first, o.id asc nulls first limit ${CANDIDATES})`;
  const [row] = await sql<{ id: string }[]>`
    with waiting as materialized (${candidates("paid")} union all ${candidates("authorized")})
    select o.id from orders o join waiting w on w.id = o.id
    where o.tenant_id = ${tenantId} order by w.placed_at, o.id limit 1 for no key update of o skip locked`;
  return row?.id;
}

/** The other session that packs an order. */
export async function findPacker(
  tx: Tx,
  orderId: string,
): Promise<Pick<SessionRecord, "id" | "station" | "ownerName"> | undefined> {
  const [row] = await tx.sql<Pick<SessionRecord, "id" | "station" | "ownerName">[]>`
    select id, station, owner_name as "ownerName" from packing_sessions
    where tenant_id = ${tx.tenantId} and order_id = ${orderId}`;
  return row;
}

export async function readBarcodes(read: Read, variantIds: readonly string[]): Promise<Map<string, string | null>> {
  if (variantIds.length === 0) return new Map();
  const rows = await read.sql<{ id: string; barcode: string | null }[]>`
    select id, barcode from variants where tenant_id = ${read.tenantId} and id = any(${[...variantIds]}::uuid[])`;
  return new Map(rows.map(({ id, barcode }) => [id, barcode]));
}

export interface Article {
  readonly variantId: string;
  readonly sku: string;
  readonly name: string;
  readonly barcode: string | null;
}

const MOST_ARTICLES = 20;

/** The articles of the whole catalogue that codes name, by any of their spellings. */
export async function findArticles(read: Read, codes: readonly string[]): Promise<Article[]> {
  if (codes.length === 0) return [];
  const all = codes.flatMap(spellings);
  return read.sql<Article[]>`
    select v.id as "variantId", v.sku, concat_ws(' ', p.title, nullif(v.title, '')) as name, v.barcode
    from variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${read.tenantId} and v.id in (
      select id from variants where tenant_id = ${read.tenantId} and sku = any(${all}::text[])
      union select id from variants where tenant_id = ${read.tenantId} and barcode = any(${all}::text[]))
    order by v.sku limit ${MOST_ARTICLES * codes.length}`;
}
