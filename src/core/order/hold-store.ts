import { insertRows } from "#db/bulk.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { OrderContext } from "./change-order.ts";

interface Hold {
  readonly id: string;
  readonly orderId: string;
  readonly reason: string;
  readonly note: string;
  readonly until: string | null;
}

export function insertHold({ tx, actor, now }: OrderContext, { id, orderId, reason, note, until }: Hold): Sendable {
  const by = { placed_by: actor.name, placed_at: now };
  return insertRows(tx.sql, "holds", [{ tenant_id: tx.tenantId, id, order_id: orderId, reason, note, until, ...by }]);
}

/** Which holds of an order end, and by whom. */
export interface HoldsToEnd {
  readonly orderId: string;
  readonly by: string;
  /** Only those for want of stock. */
  readonly ofStock: boolean;
}

export function releaseHolds({ tx, now }: Pick<OrderContext, "tx" | "now">, orders: readonly HoldsToEnd[]): Sendable {
  return tx.sql`
    update holds h set released_by = t.by, released_at = ${now.toISOString()}::text::timestamptz
    from unnest(${orders.map(({ orderId }) => orderId)}::uuid[], ${orders.map(({ by }) => by)}::text[],
      ${orders.map(({ ofStock }) => Number(ofStock))}::int[]) as t(order_id, by, of_stock)
    where h.tenant_id = ${tx.tenantId} and h.order_id = t.order_id and h.released_at is null
      and (t.of_stock = 0 or h.reason = 'stock')`;
}

export function releaseDueHolds({ tx, actor, now }: OrderContext, orderId: string): Sendable {
  const at = now.toISOString();
  return tx.sql`
    update holds set released_by = ${actor.name}, released_at = ${at}::text::timestamptz
    where tenant_id = ${tx.tenantId} and order_id = ${orderId} and released_at is null and until <= ${at}::text::timestamptz`;
}
