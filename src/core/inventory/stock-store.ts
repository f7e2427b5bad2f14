import { type Ending, insertTables, type Row } from "#db/bulk.ts";
import { newId } from "../kernel/ids.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { type Booked, type Change, type Level, type Reservation, Stock } from "./engine.ts";
import { type Ordered, SharedStock } from "./shared-stock.ts";

/** A level for the engine, of `stock_levels sl`, `variants v` and `locations k`. */
export const LEVEL_COLUMNS = `
  sl.id, sl.variant_id as "variantId", v.sku, sl.location_id as "locationId", k.code as location, k.active as open,
  sl.on_hand as "onHand", sl.reserved, sl.backordered, sl.incoming, sl.safety_stock as "safetyStock", sl.available,
  sl.allow_backorder as "allowBackorder", sl.stocked`;

/** The one order in which all transactions lock levels, to avoid deadlocks. */
export const LOCKED = `order by sl.variant_id, sl.location_id for no key update of sl`;

/** A reservation for the engine, of `reservations r`. */
export const RESERVATION_COLUMNS = `
  r.id, r.order_id as "orderId", r.order_line_id as "lineId", r.variant_id as "variantId",
  r.location_id as "locationId", r.quantity, r.backorder, r.status,
  to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"`;

/** Locks the levels of orders' articles, and reads their reservations under the lock. */
export async function lockSharedStock(tx: Tx, orders: readonly Ordered[]): Promise<SharedStock> {
  const { sql, tenantId } = tx;
  const variants = [...new Set(orders.flatMap(({ lines }) => lines.flatMap((line) => line.variantId ?? [])))];
  const [levels, reservations] = await Promise.all([
    sql<Level[]>`
      select ${sql.unsafe(LEVEL_COLUMNS)} from stock_levels sl
      join variants v on v.tenant_id = sl.tenant_id and v.id = sl.variant_id
      join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id
      where sl.tenant_id = ${tenantId} and sl.variant_id = any(${variants}::uuid[]) ${sql.unsafe(LOCKED)}`,
    sql<Reservation[]>`
      select ${sql.unsafe(RESERVATION_COLUMNS)} from reservations r
      where r.tenant_id = ${tenantId} and r.order_id = any(${orders.map(({ id }) => id)}::uuid[])
        and r.status in ('active', 'committed')
      order by r.created_at, r.id`,
  ]);
  return new SharedStock(levels, reservations);
}

export const lockStockOf = async (tx: Tx, order: Ordered): Promise<Stock> =>
  (await lockSharedStock(tx, [order])).of(order);

/** Locks the levels of articles at one location. */
export async function lockStockAt(tx: Tx, location: string, variantIds: readonly string[]): Promise<Stock> {
  const { sql, tenantId } = tx;
  const levels = await sql<Level[]>`
    select ${sql.unsafe(LEVEL_COLUMNS)} from stock_levels sl
    join variants v on v.tenant_id = sl.tenant_id and v.id = sl.variant_id
    join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id
    where sl.tenant_id = ${tenantId} and sl.variant_id = any(${[...variantIds]}::uuid[]) and k.code = ${location}
    ${sql.unsafe(LOCKED)}`;
  return new Stock(levels);
}

/**
 * Adds units to the stored quantity, so that a change is never lost; the table's checks reject an oversell.
 * $1 is the tenant. Arrays: the planner estimates JSON rows as a hundred, and scans the whole table for them.
 */
const UPDATE_LEVELS = `
  update stock_levels sl set on_hand = sl.on_hand + t.on_hand, reserved = sl.reserved + t.reserved,
    backordered = sl.backordered + t.backordered, safety_stock = t.safety_stock, allow_backorder = t.allow_backorder = 1,
    stocked = sl.stocked or t.stocked = 1, updated_at = $2::text::timestamptz
  from unnest($3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::bigint[], $8::int[], $9::int[], $10::int[])
    as t(variant_id, location_id, on_hand, reserved, backordered, safety_stock, allow_backorder, stocked)
  where sl.tenant_id = $1 and sl.variant_id = t.variant_id and sl.location_id = t.location_id`;

/** The end of a statement that writes a level's dependent rows. */
export function levelsEnding(tx: Tx, changes: readonly Change[], now: Date): Ending | undefined {
  if (changes.length === 0) return undefined;
  const columns = [
    changes.map(({ level }) => level.variantId),
    changes.map(({ level }) => level.locationId),
    changes.map(({ level, before }) => level.onHand - before.onHand),
    changes.map(({ level, before }) => level.reserved - before.reserved),
    changes.map(({ level, before }) => level.backordered - before.backordered),
    changes.map(({ level }) => level.safetyStock),
    changes.map(({ level }) => Number(level.allowBackorder)),
    changes.map(({ level }) => Number(level.stocked)),
  ];
  return { text: UPDATE_LEVELS, values: [tx.tenantId, now.toISOString(), ...columns] };
}

export const reservationRows = (tx: Tx, rows: readonly Reservation[], now: Date): Row[] =>
  rows.map((row) => ({
    tenant_id: tx.tenantId,
    id: row.id,
    order_id: row.orderId,
    order_line_id: row.lineId,
    variant_id: row.variantId,
    location_id: row.locationId,
    quantity: row.quantity,
    backorder: row.backorder,
    status: row.status,
    created_at: row.createdAt,
    updated_at: now,
  }));

/** The statements that write what was booked: levels, reservations and movements. */
export function stockWrites(tx: Tx, { levels, changed, added, movements }: Booked, now: Date): Sendable[] {
  const { sql, tenantId } = tx;
  const writes: Sendable[] = [];
  if (changed.length > 0) {
    const rows = changed.map(({ id, quantity, backorder, status }) => ({ id, quantity, backorder, status }));
    writes.push(sql`
      update reservations r set quantity = t.quantity, backorder = t.backorder, status = t.status,
        updated_at = ${now.toISOString()}::text::timestamptz
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as t(id uuid, quantity int, backorder bool, status text)
      where r.tenant_id = ${tenantId} and r.id = t.id`);
  }
  if (levels.length === 0) return writes;
  const moved = movements.map(({ cause, level, quantity, onHandAfter }) => ({
    tenant_id: tenantId,
    id: newId(),
    variant_id: level.variantId,
    location_id: level.locationId,
    type: cause.type,
    quantity,
    on_hand_after: onHandAfter,
    reason: cause.reason,
    reference: cause.reference ?? null,
    order_id: cause.orderId ?? null,
    actor: cause.actor,
    at: now,
  }));
  const inserts = [
    ["reservations", reservationRows(tx, added, now)],
    ["stock_movements", moved],
  ] as const;
  writes.push(insertTables(sql, inserts, levelsEnding(tx, levels, now)));
  return writes;
}
