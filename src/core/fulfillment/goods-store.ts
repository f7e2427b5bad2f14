import { insertRows } from "#db/bulk.ts";
import { principalOf } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import type { OrderContext } from "../orders/change-order.ts";
import type { OrderRecord } from "../orders/record.ts";
import type { Goods, GoodsLevel, ReservationRow } from "./goods.ts";

/** Locks the stock rows of an order's articles, in the order in which everybody does, and reads what the lock protects. */
export async function lockGoods(tx: Tx, order: OrderRecord): Promise<Goods> {
  const variants = [...new Set(order.lines.flatMap((line) => line.variantId ?? []))];
  const [levels, reservations] = await Promise.all([
    tx.sql<GoodsLevel[]>`
      select sl.id, sl.variant_id as "variantId", v.sku, sl.location_id as "locationId", k.code as location,
        sl.on_hand as "onHand", sl.reserved, sl.backordered, sl.incoming, sl.safety_stock as "safetyStock", sl.available,
        sl.allow_backorder as "allowBackorder", sl.stocked, k.active as open
      from stock_levels sl
      join variants v on v.tenant_id = sl.tenant_id and v.id = sl.variant_id
      join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id
      where sl.tenant_id = ${tx.tenantId} and sl.variant_id = any(${variants}::uuid[])
      order by sl.variant_id, sl.location_id
      for no key update of sl`,
    tx.sql<ReservationRow[]>`
      select r.id, r.order_line_id as "lineId", r.variant_id as "variantId", r.location_id as "locationId", r.quantity,
        r.backorder, r.status,
        to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
      from reservations r
      where r.tenant_id = ${tx.tenantId} and r.order_id = ${order.id} and r.status in ('active', 'committed')
      order by r.created_at, r.id`,
  ]);
  const byId = new Map(reservations.map((row) => [row.id, row]));
  return { levels, reservations: byId, touched: new Map(), changed: new Set(), added: new Set() };
}

export interface Booked {
  readonly orderId: string;
  /** Where goods come or go: what the movement is called, and why it happened. */
  readonly movement?: {
    readonly type: "sale" | "sale_cancelled" | "write_off";
    readonly reason: string;
    readonly reference?: string;
  };
}

/** Who books, when, and in which transaction. */
type Bookkeeping = Pick<OrderContext, "tx" | "actor" | "now">;

/** The statements that carry out what was booked. A level that lost or won goods gets one movement. */
export function goodsWrites({ tx, ...by }: Bookkeeping, goods: Goods, booked: Booked): Sendable[] {
  const { sql, tenantId } = tx;
  const levels = [...goods.touched.keys()];
  const rows = [...goods.reservations.values()];
  const changed = rows.filter((row) => goods.changed.has(row.id));
  const added = rows.filter((row) => goods.added.has(row.id));
  const movements = movementRows({ tx, ...by }, goods, booked);
  const writes: Sendable[] = [];
  if (levels.length > 0)
    writes.push(sql`
      update stock_levels sl set on_hand = t.on_hand, reserved = t.reserved, backordered = t.backordered,
        stocked = sl.stocked or sl.on_hand > 0 or t.on_hand > 0, updated_at = now()
      from unnest(${levels.map((l) => l.variantId)}::uuid[], ${levels.map((l) => l.locationId)}::uuid[],
        ${levels.map((l) => l.onHand)}::int[], ${levels.map((l) => l.reserved)}::int[],
        ${levels.map((l) => l.backordered)}::int[]) as t(variant_id, location_id, on_hand, reserved, backordered)
      where sl.tenant_id = ${tenantId} and sl.variant_id = t.variant_id and sl.location_id = t.location_id`);
  if (changed.length > 0)
    writes.push(sql`
      update reservations r set quantity = t.quantity, status = t.status, updated_at = now()
      from unnest(${changed.map((row) => row.id)}::uuid[], ${changed.map((row) => row.quantity)}::int[],
        ${changed.map((row) => row.status)}::text[]) as t(id, quantity, status)
      where r.tenant_id = ${tenantId} and r.id = t.id`);
  if (added.length > 0)
    writes.push(
      insertRows(
        sql,
        "reservations",
        added.map((row) => rowOf(row, booked, tenantId)),
      ),
    );
  if (movements.length > 0) writes.push(insertRows(sql, "stock_movements", movements));
  return writes;
}

function rowOf(row: ReservationRow, { orderId }: Booked, tenantId: string) {
  return {
    tenant_id: tenantId,
    id: row.id,
    order_id: orderId,
    order_line_id: row.lineId,
    variant_id: row.variantId,
    location_id: row.locationId,
    quantity: row.quantity,
    backorder: row.backorder,
    status: row.status,
    created_at: row.createdAt,
    updated_at: new Date(),
  };
}

function movementRows({ tx, actor, now }: Bookkeeping, goods: Goods, { orderId, movement }: Booked) {
  const moved = [...goods.touched].filter(([level, before]) => level.onHand !== before.onHand);
  if (moved.length > 0 && movement === undefined) throw new Error("Goods moved without a reason");
  return moved.map(([level, before]) => ({
    tenant_id: tx.tenantId,
    id: newId(),
    variant_id: level.variantId,
    location_id: level.locationId,
    type: movement?.type,
    quantity: level.onHand - before.onHand,
    on_hand_after: level.onHand,
    reason: movement?.reason,
    reference: movement?.reference ?? null,
    order_id: orderId,
    actor: principalOf(actor),
    at: now,
  }));
}
