import { insertRows } from "#db/bulk.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { readOrders } from "../order/store.ts";
import type { Consequence } from "./booking.ts";

/** Locks those of the orders that are not locked by others (skip locked). */
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
