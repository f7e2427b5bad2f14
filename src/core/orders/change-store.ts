import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import type { Picked } from "./line-picks.ts";
import { closedByCancel, type TaxMode } from "./line-rules.ts";
import { type LineRecord, type OrderRecord, searchOf } from "./record.ts";

/** Writes an order as it is to be, and the amounts of its lines where they differ; false when the row has moved on. */
export async function writeOrder(tx: Tx, order: OrderRecord, stored: OrderRecord): Promise<boolean> {
  const { search, search_version } = searchOf(order);
  const known = new Map(stored.lines.map((line) => [line.id, line]));
  const lines = order.lines.filter((line) => {
    const old = known.get(line.id);
    return old?.total !== line.total || old.discount !== line.discount || old.tax !== line.tax;
  });
  const [rows] = await Promise.all([
    tx.sql`
      update orders set status = ${order.status}, payment_status = ${order.paymentStatus},
        fulfillment_status = ${order.fulfillmentStatus}, on_hold = ${order.onHold}, ready = ${order.ready}, subtotal = ${order.subtotal},
        shipping = ${order.shipping}, discount = ${order.discount}, tax = ${order.tax}, total = ${order.total},
        authorized = ${order.authorized}, paid = ${order.paid}, refunded = ${order.refunded},
        shipping_charged = ${order.shippingCharged}, discount_granted = ${order.discountGranted},
        shipping_tax_charged = ${order.shippingTaxCharged}, due = ${order.due},
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
      update order_lines l set total = t.total, discount = t.discount, tax = t.tax
      from unnest(${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.total)}::bigint[],
        ${lines.map((line) => line.discount)}::bigint[], ${lines.map((line) => line.tax)}::bigint[])
        as t(id, total, discount, tax)
      where l.tenant_id = ${tx.tenantId} and l.id = t.id`,
  ]);
  return rows.length === 1;
}

const textOf = (at: string | Date | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Adds to the cancelled units of lines, and to what is not owed any more. */
export function cancelLines(tx: Tx, taxMode: TaxMode, picked: readonly Pick<Picked, "line" | "quantity">[]): Sendable {
  const closed = picked.map(({ line, quantity }) => closedByCancel(line, taxMode, quantity));
  return tx.sql`
    update order_lines l set cancelled = l.cancelled + t.quantity, closed_quantity = t.closed_quantity,
      closed_amount = t.closed_amount
    from unnest(${picked.map(({ line }) => line.id)}::uuid[], ${picked.map(({ quantity }) => quantity)}::int[],
      ${closed.map((line) => line.closedQuantity)}::int[],
      ${closed.map((line) => line.closedAmount)}::bigint[]) as t(id, quantity, closed_quantity, closed_amount)
    where l.tenant_id = ${tx.tenantId} and l.id = t.id`;
}

/** Writes what was given back by line, what is on its way and what is not owed any more. */
export function writeRefunds(tx: Tx, lines: readonly LineRecord[]): Sendable {
  const column = (of: (line: LineRecord) => number) => lines.map(of);
  return tx.sql`
    update order_lines l set refunded_quantity = t.refunded_quantity, refunded_amount = t.refunded_amount,
      refund_pending_quantity = t.refund_pending_quantity, refund_pending_amount = t.refund_pending_amount,
      closed_quantity = t.closed_quantity, closed_amount = t.closed_amount
    from unnest(${lines.map((line) => line.id)}::uuid[],
      ${column((line) => line.refundedQuantity)}::int[], ${column((line) => line.refundedAmount)}::bigint[],
      ${column((line) => line.refundPendingQuantity)}::int[], ${column((line) => line.refundPendingAmount)}::bigint[],
      ${column((line) => line.closedQuantity)}::int[], ${column((line) => line.closedAmount)}::bigint[])
      as t(id, refunded_quantity, refunded_amount, refund_pending_quantity, refund_pending_amount, closed_quantity, closed_amount)
    where l.tenant_id = ${tx.tenantId} and l.id = t.id`;
}

/** Keeps the amounts per line of orders that another version wrote. The caller holds their locks. */
export function writeCharges(tx: Tx, orders: readonly OrderRecord[]): Sendable {
  const lines = orders.flatMap((order) => order.lines);
  const column = (of: (line: LineRecord) => number) => lines.map(of);
  return tx.sql`
    with charged as (
      update orders o set shipping_tax_charged = t.tax, due = t.due
      from unnest(${orders.map(({ id }) => id)}::uuid[], ${orders.map((order) => order.shippingTaxCharged)}::bigint[],
        ${orders.map(({ due }) => due)}::bigint[]) as t(id, tax, due)
      where o.tenant_id = ${tx.tenantId} and o.id = t.id
    )
    update order_lines l set discount_granted = t.discount_granted, tax_charged = t.tax_charged, total = t.total,
      discount = t.discount, tax = t.tax, closed_quantity = t.closed_quantity, closed_amount = t.closed_amount
    from unnest(${lines.map(({ id }) => id)}::uuid[],
      ${column((line) => line.discountGranted)}::bigint[], ${column((line) => line.taxCharged)}::bigint[],
      ${column((line) => line.total)}::bigint[], ${column((line) => line.discount)}::bigint[],
      ${column((line) => line.tax)}::bigint[], ${column((line) => line.closedQuantity)}::int[],
      ${column((line) => line.closedAmount)}::bigint[])
      as t(id, discount_granted, tax_charged, total, discount, tax, closed_quantity, closed_amount)
    where l.tenant_id = ${tx.tenantId} and l.id = t.id`;
}
