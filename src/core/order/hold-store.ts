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

export function releaseHolds({ tx, actor, now }: OrderContext, orderId: string): Sendable {
  return tx.sql`
    update holds set released_by = ${actor.name}, released_at = ${now.toISOString()}::text::timestamptz
    where tenant_id = ${tx.tenantId} and order_id = ${orderId} and released_at is null`;
}

/** The shelf was short for an order that waits for nothing any more. */
export function releaseStockHolds({ tx, actor, now }: OrderContext, orderId: string): Sendable {
  return tx.sql`
    update holds set released_by = ${actor.name}, released_at = ${now.toISOString()}::text::timestamptz
    where tenant_id = ${tx.tenantId} and order_id = ${orderId} and released_at is null and reason = 'stock'`;
}

export function releaseDueHolds({ tx, actor, now }: OrderContext, orderId: string): Sendable {
  const at = now.toISOString();
  return tx.sql`
    update holds set released_by = ${actor.name}, released_at = ${at}::text::timestamptz
    where tenant_id = ${tx.tenantId} and order_id = ${orderId} and released_at is null and until <= ${at}::text::timestamptz`;
}
