import { matchingVariants } from "../catalog/search-store.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { Reservation } from "./engine.ts";
import type { LevelRecord } from "./level.ts";
import type { ListLevelsInput, ListMovementsInput, movementTypes } from "./schemas.ts";
import { LEVEL_COLUMNS, LOCKED, RESERVATION_COLUMNS } from "./stock-store.ts";

const levelColumns = (read: Read) => read.sql`
  ${read.sql.unsafe(LEVEL_COLUMNS)}, v.product_id as "productId", sl.updated_at as "updatedAt",
  case when v.title in ('', p.title) then p.title else p.title || ' – ' || v.title end as title`;

const levelTables = (read: Read) => read.sql`
  variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
  join stock_levels sl on sl.tenant_id = v.tenant_id and sl.variant_id = v.id
  join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id`;

/** Names stock levels; `lowest` is the lowest on-hand quantity that the calls of a batch may reach. */
export interface Named {
  readonly skus: readonly string[];
  readonly locations: readonly string[];
  readonly lowest: readonly number[];
}

const named = (read: Read, { skus, locations, lowest }: Named) => read.sql`
  unnest(${[...skus]}::text[], ${[...locations]}::text[], ${[...lowest]}::int[]) as w(sku, location, lowest)`;

export interface Shelves {
  readonly levels: LevelRecord[];
  /** All active reservations of levels that are or may become backordered. */
  readonly reservations: Reservation[];
}

/** Reads without a lock: enough to predict which orders are affected. */
export async function readShelves(read: Read, names: Named): Promise<Shelves> {
  const [levels, reservations] = await Promise.all([
    read.sql<LevelRecord[]>`
      select ${levelColumns(read)} from ${levelTables(read)} join ${named(read, names)} on w.sku = v.sku and w.location = k.code
      where v.tenant_id = ${read.tenantId}`,
    readReservations(read, names),
  ]);
  return { levels, reservations };
}

export const readLevels = (read: Read, names: Omit<Named, "lowest">) => read.sql<LevelRecord[]>`
  select ${levelColumns(read)} from ${levelTables(read)}
  where v.tenant_id = ${read.tenantId} and (v.sku, k.code) in (
    select w.sku, w.location from unnest(${[...names.skus]}::text[], ${[...names.locations]}::text[]) as w(sku, location))`;

/** Locks levels in the order of variant and location, then reads what the lock protects in a later snapshot. */
export async function lockShelves(tx: Tx, names: Named): Promise<Shelves> {
  const locked = tx.sql<LevelRecord[]>`
    select ${levelColumns(tx)} from ${levelTables(tx)}
    where v.tenant_id = ${tx.tenantId} and (v.sku, k.code) in (select w.sku, w.location from ${named(tx, names)})
    ${tx.sql.unsafe(LOCKED)}`.execute();
  const [levels, reservations] = await Promise.all([locked, readReservations(tx, names)]);
  return { levels, reservations };
}

const readReservations = (read: Read, names: Named) => read.sql<Shelves["reservations"]>`
  select ${read.sql.unsafe(RESERVATION_COLUMNS)}
  from ${levelTables(read)} join ${named(read, names)} on w.sku = v.sku and w.location = k.code
  join reservations r on r.tenant_id = sl.tenant_id and r.variant_id = sl.variant_id
    and r.location_id = sl.location_id and r.status = 'active'
  where v.tenant_id = ${read.tenantId} and (sl.backordered > 0 or sl.on_hand + w.lowest < sl.reserved)`;

/** Selects one row more than the limit, to detect another page. */
export function listLevels(
  read: Read,
  { sku, location, q, low, limit }: ListLevelsInput,
  after: Keyset | undefined,
): Promise<LevelRecord[]> {
  const { sql, tenantId } = read;
  return sql<LevelRecord[]>`
    select ${levelColumns(read)} from ${levelTables(read)}
    where v.tenant_id = ${tenantId} ${sku === undefined ? sql`` : sql`and v.sku = ${sku}`}
      ${location === undefined ? sql`` : sql`and k.code = ${location}`}
      ${q === undefined || q === "" ? sql`` : sql`and v.id in (select m.id from (${matchingVariants(read, q)}) m)`}
      ${low === true ? sql`and ${lowOnly(read)}` : sql``}
      ${after === undefined ? sql`` : sql`and (v.sku, sl.id) > (${after[0]}, ${after[1]}::uuid)`}
    order by v.sku, sl.id limit ${limit + 1}`;
}

/** `isLow` of `low.ts` in SQL; must match the condition of the index `stock_levels_low` exactly. */
export const lowOnly = (read: Read) => read.sql`
  (sl.available <= 0 and (sl.stocked or sl.on_hand > 0 or sl.backordered > 0 or sl.safety_stock > 0))`;

export interface MovementRow {
  id: string;
  sku: string;
  title: string;
  location: string;
  type: (typeof movementTypes)[number];
  quantity: number;
  onHandAfter: number;
  reason: string;
  reference: string | null;
  orderId: string | null;
  actor: string;
  at: Date;
}

export function listMovements(
  read: Read,
  { sku, location, limit }: ListMovementsInput,
  after: Keyset | undefined,
): Promise<MovementRow[]> {
  const { sql, tenantId } = read;
  const beyond = after === undefined ? sql`` : sql`and (m.at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  // The index has the location before the time: for one article, the newest of each location are scanned.
  const newest = sql`(select m.* from locations l cross join lateral (
    select m.* from stock_movements m
    where m.tenant_id = ${tenantId} and m.location_id = l.id ${beyond}
      and m.variant_id = (select id from variants where tenant_id = ${tenantId} and sku = ${sku ?? ""})
    order by m.at desc nulls last, m.id desc nulls last limit ${limit + 1}) m where l.tenant_id = ${tenantId})`;
  return sql<MovementRow[]>`
    select m.id, v.sku, case when v.title in ('', p.title) then p.title else p.title || ' – ' || v.title end as title,
      k.code as location, m.type, m.quantity, m.on_hand_after as "onHandAfter", m.reason, m.reference,
      m.order_id as "orderId", m.at, coalesce(
        case split_part(m.actor, ':', 1)
          when 'user' then (select u.name from users u where u.tenant_id = m.tenant_id and u.id::text = split_part(m.actor, ':', 2))
          when 'api_key' then (select a.name from api_keys a where a.tenant_id = m.tenant_id and a.id::text = split_part(m.actor, ':', 2))
          when 'client' then (select o.name from oauth_clients o where o.tenant_id = m.tenant_id and o.id::text = split_part(m.actor, ':', 2))
        end, m.actor) as actor
    from ${sku === undefined ? sql`stock_movements` : newest} m join variants v on v.tenant_id = m.tenant_id and v.id = m.variant_id
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    join locations k on k.tenant_id = m.tenant_id and k.id = m.location_id
    where m.tenant_id = ${tenantId}
      ${location === undefined ? sql`` : sql`and k.code = ${location}`} ${beyond}
    order by m.at desc nulls last, m.id desc nulls last limit ${limit + 1}`;
}

/** For display: the number and the customer of orders. */
export const readOrderNames = (read: Read, ids: readonly string[]) => read.sql<
  { id: string; number: string; customer: string | null }[]
>`
  select id, number::text, customer_name as customer from orders
  where tenant_id = ${read.tenantId} and id = any(${[...ids]}::uuid[])`;
