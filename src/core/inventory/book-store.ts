import { insertRows } from "#db/bulk.ts";
import { type Actor, principalOf } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { FullOrderRecord } from "../orders/record.ts";
import { readOrders } from "../orders/store.ts";
import type { LevelRecord } from "./level.ts";
import type { Shelf } from "./shelf.ts";
import type { Consequence } from "./waiting-orders.ts";

/** Those of the orders that nobody else has locked; they are ours until the commit. */
export async function lockMoreOrders(tx: Tx, ids: readonly string[]): Promise<Map<string, FullOrderRecord>> {
  const free = await tx.sql<{ id: string }[]>`
    select id from orders where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])
    order by id for no key update skip locked`;
  return readOrders(
    tx,
    free.map((row) => row.id),
  );
}

export const readWaiting = (read: Read, orders: readonly { id: string }[]) => read.sql<
  { id: string; orderId: string; quantity: number }[]
>`
  select id, order_id as "orderId", quantity from reservations
  where tenant_id = ${read.tenantId} and order_id = any(${orders.map((order) => order.id)}::uuid[])
    and status = 'active' and backorder`;

export interface MovementRow {
  readonly level: LevelRecord;
  readonly type: string;
  readonly quantity: number;
  readonly reason: string;
  readonly reference: string | null;
  readonly actor: Actor;
}

export function writeLevels({ tx, send, now }: WriteContext, shelves: readonly Shelf[]): void {
  if (shelves.length === 0) return;
  send(tx.sql`
    update stock_levels sl set on_hand = t."onHand", reserved = t.reserved, backordered = t.backordered,
      safety_stock = t."safetyStock", allow_backorder = t."allowBackorder", stocked = t.stocked, updated_at = ${now}
    from json_to_recordset(${JSON.stringify(shelves.map(({ level }) => level))}::text::json) as t("variantId" uuid,
      "locationId" uuid, "onHand" int, reserved int, backordered int, "safetyStock" int, "allowBackorder" bool, stocked bool)
    where sl.tenant_id = ${tx.tenantId} and sl.variant_id = t."variantId" and sl.location_id = t."locationId"`);
}

export function writeMovements({ tx, send, now }: WriteContext, movements: readonly MovementRow[]): void {
  if (movements.length === 0) return;
  const rows = movements.map(({ level, type, quantity, reason, reference, actor }) => ({
    tenant_id: tx.tenantId,
    id: newId(),
    variant_id: level.variantId,
    location_id: level.locationId,
    type,
    quantity,
    on_hand_after: level.onHand,
    reason,
    reference,
    actor: principalOf(actor),
    at: now,
  }));
  send(insertRows(tx.sql, "stock_movements", rows));
}

export function writeReservations({ tx, send, now }: WriteContext, shelves: readonly Shelf[]): void {
  const changed = shelves.flatMap((shelf) => shelf.changedReservations());
  if (changed.length === 0) return;
  send(tx.sql`
    update reservations r set quantity = t.quantity, backorder = t.backorder, updated_at = ${now}
    from json_to_recordset(${JSON.stringify(changed)}::text::json) as t(id uuid, quantity int, backorder bool)
    where r.tenant_id = ${tx.tenantId} and r.id = t.id`);
  const made = shelves.flatMap((shelf) => shelf.madeReservations().map((row) => ({ row, level: shelf.level })));
  if (made.length === 0) return;
  const rows = made.map(({ row, level }) => ({
    tenant_id: tx.tenantId,
    id: row.id,
    order_id: row.orderId,
    order_line_id: row.orderLineId,
    variant_id: level.variantId,
    location_id: level.locationId,
    quantity: row.quantity,
    backorder: row.backorder,
    status: "active",
    created_at: row.createdAt,
    updated_at: now,
  }));
  send(insertRows(tx.sql, "reservations", rows));
}

export function writeOrders({ tx, send, now }: WriteContext, consequences: readonly Consequence[]): void {
  if (consequences.length === 0) return;
  const orders = consequences.map(({ order: { id, onHold, ready, version } }) => ({ id, onHold, ready, version }));
  send(tx.sql`
    update orders o set on_hold = t."onHold", ready = t.ready, version = t.version, updated_at = ${now}
    from json_to_recordset(${JSON.stringify(orders)}::text::json) as t(id uuid, "onHold" bool, ready text, version int)
    where o.tenant_id = ${tx.tenantId} and o.id = t.id`);
}

export function writeHolds(
  { tx, send, now }: WriteContext,
  consequences: readonly Consequence[],
  actorOf: (index: number) => string,
): void {
  const placed = consequences.flatMap(({ order, index, hold }) =>
    hold === undefined
      ? []
      : [
          {
            tenant_id: tx.tenantId,
            id: hold.id,
            order_id: order.id,
            reason: "stock",
            note: hold.note,
            placed_by: actorOf(index),
            placed_at: now,
          },
        ],
  );
  if (placed.length > 0) send(insertRows(tx.sql, "holds", placed));
  const released = consequences.flatMap(({ index, releasedHolds }) =>
    releasedHolds.map((id) => ({ id, by: actorOf(index) })),
  );
  if (released.length === 0) return;
  send(tx.sql`
    update holds h set released_by = t.released_by, released_at = ${now}
    from unnest(${released.map((r) => r.id)}::uuid[], ${released.map((r) => r.by)}::text[]) as t(id, released_by)
    where h.tenant_id = ${tx.tenantId} and h.id = t.id`);
}
