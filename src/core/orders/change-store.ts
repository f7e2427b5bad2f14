import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import type { Picked } from "./line-picks.ts";
import { type OrderRecord, searchOf } from "./record.ts";

/** Writes an order as it is to be, and the amounts of its lines where they differ; false when the row has moved on. */
export async function writeOrder(tx: Tx, order: OrderRecord, stored: OrderRecord): Promise<boolean> {
  const { search, search_version } = searchOf(order);
  const known = new Map(stored.lines.map((line) => [line.id, line]));
  const lines = order.lines.filter((line) => {
    const old = known.get(line.id);
    return old?.total !== line.total || old.tax !== line.tax;
  });
  const [rows] = await Promise.all([
    tx.sql`
      update orders set status = ${order.status}, payment_status = ${order.paymentStatus},
        fulfillment_status = ${order.fulfillmentStatus}, on_hold = ${order.onHold}, ready = ${order.ready}, subtotal = ${order.subtotal},
        shipping = ${order.shipping}, discount = ${order.discount}, tax = ${order.tax}, total = ${order.total},
        authorized = ${order.authorized}, paid = ${order.paid}, refunded = ${order.refunded},
        shipping_charged = ${order.shippingCharged}, discount_granted = ${order.discountGranted},
        customer_id = ${order.customerId}, customer_name = ${order.customerName},
        customer_email = ${order.customerEmail},
        shipping_address = ${order.shippingAddress === null ? null : JSON.stringify(order.shippingAddress)}::text::jsonb,
        tags = ${order.tags}::text[], notes = ${order.notes}, assignee_id = ${order.assigneeId},
        line_count = ${order.lineCount}, unit_count = ${order.unitCount}, version = ${order.version},
        placed_at = ${new Date(order.placedAt).toISOString()}::text::timestamptz,
        cancelled_at = ${textOf(order.cancelledAt)}::text::timestamptz, cancel_reason = ${order.cancelReason},
        updated_at = ${textOf(order.updatedAt)}::text::timestamptz, search = ${search}::text::tsvector,
        search_version = ${search_version}
      where tenant_id = ${tx.tenantId} and id = ${order.id} and version = ${stored.version}
      returning id`,
    lines.length === 0
      ? []
      : tx.sql`
      update order_lines l set total = t.total, tax = t.tax
      from unnest(${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.total)}::bigint[],
        ${lines.map((line) => line.tax)}::bigint[]) as t(id, total, tax)
      where l.tenant_id = ${tx.tenantId} and l.id = t.id`,
  ]);
  return rows.length === 1;
}

const textOf = (at: string | Date | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Adds to the cancelled units of lines. */
export function cancelLines(tx: Tx, picked: readonly Pick<Picked, "line" | "quantity">[]): Sendable {
  return tx.sql`
    update order_lines l set cancelled = l.cancelled + t.quantity
    from unnest(${picked.map(({ line }) => line.id)}::uuid[], ${picked.map(({ quantity }) => quantity)}::int[]) as t(id, quantity)
    where l.tenant_id = ${tx.tenantId} and l.id = t.id`;
}
