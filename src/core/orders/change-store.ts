import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import type { Picked } from "./line-picks.ts";
import { closedByCancel, type TaxMode } from "./line-rules.ts";
import { type LineRecord, type OrderRecord, searchOf } from "./record.ts";

interface Changed {
  /** As it is to be. */
  readonly after: OrderRecord;
  /** As it stands in the table. */
  readonly order: OrderRecord;
}

/** Writes orders, and the amounts of their lines where they differ; false when one of the rows has moved on. */
export async function writeOrders(tx: Tx, changed: readonly Changed[]): Promise<boolean> {
  const lines = changed.flatMap(linesThatDiffer);
  const [rows] = await Promise.all([
    tx.sql`
      update orders o set status = t.status, payment_status = t.payment_status,
        fulfillment_status = t.fulfillment_status, on_hold = t.on_hold, ready = t.ready, subtotal = t.subtotal,
        shipping = t.shipping, discount = t.discount, tax = t.tax, total = t.total, authorized = t.authorized,
        paid = t.paid, refunded = t.refunded, shipping_charged = t.shipping_charged,
        discount_granted = t.discount_granted, shipping_tax_charged = t.shipping_tax_charged, due = t.due,
        customer_id = t.customer_id, customer_name = t.customer_name, customer_email = t.customer_email,
        shipping_address = t.shipping_address, tags = t.tags, notes = t.notes, assignee_id = t.assignee_id,
        line_count = t.line_count, unit_count = t.unit_count, version = t.version, placed_at = t.placed_at,
        cancelled_at = t.cancelled_at, cancel_reason = t.cancel_reason, updated_at = t.updated_at,
        search = t.search, search_version = t.search_version
      from json_to_recordset(${JSON.stringify(changed.map(rowOf))}::text::json) as t(
        id uuid, stored int, status text, payment_status text, fulfillment_status text, on_hold bool, ready text,
        subtotal bigint, shipping bigint, discount bigint, tax bigint, total bigint, authorized bigint, paid bigint,
        refunded bigint, shipping_charged bigint, discount_granted bigint, shipping_tax_charged bigint, due bigint,
        customer_id uuid, customer_name text, customer_email text, shipping_address jsonb, tags text[], notes text,
        assignee_id uuid, line_count int, unit_count int, version int, placed_at timestamptz,
        cancelled_at timestamptz, cancel_reason text, updated_at timestamptz, search tsvector, search_version int)
      where o.tenant_id = ${tx.tenantId} and o.id = t.id and o.version = t.stored
      returning o.id`,
    lines.length === 0
      ? []
      : tx.sql`
      update order_lines l set total = t.total, discount = t.discount, tax = t.tax
      from unnest(${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.total)}::bigint[],
        ${lines.map((line) => line.discount)}::bigint[], ${lines.map((line) => line.tax)}::bigint[])
        as t(id, total, discount, tax)
      where l.tenant_id = ${tx.tenantId} and l.id = t.id`,
  ]);
  return rows.length === changed.length;
}

function linesThatDiffer({ after, order }: Changed): LineRecord[] {
  const known = new Map(order.lines.map((line) => [line.id, line]));
  return after.lines.filter((line) => {
    const old = known.get(line.id);
    return old?.total !== line.total || old.discount !== line.discount || old.tax !== line.tax;
  });
}

const rowOf = ({ after, order }: Changed) => ({
  id: after.id,
  stored: order.version,
  status: after.status,
  payment_status: after.paymentStatus,
  fulfillment_status: after.fulfillmentStatus,
  on_hold: after.onHold,
  ready: after.ready,
  subtotal: after.subtotal,
  shipping: after.shipping,
  discount: after.discount,
  tax: after.tax,
  total: after.total,
  authorized: after.authorized,
  paid: after.paid,
  refunded: after.refunded,
  shipping_charged: after.shippingCharged,
  discount_granted: after.discountGranted,
  shipping_tax_charged: after.shippingTaxCharged,
  due: after.due,
  customer_id: after.customerId,
  customer_name: after.customerName,
  customer_email: after.customerEmail,
  shipping_address: after.shippingAddress,
  tags: after.tags,
  notes: after.notes,
  assignee_id: after.assigneeId,
  line_count: after.lineCount,
  unit_count: after.unitCount,
  version: after.version,
  placed_at: textOf(after.placedAt),
  cancelled_at: textOf(after.cancelledAt),
  cancel_reason: after.cancelReason,
  updated_at: textOf(after.updatedAt),
  ...searchOf(after),
});

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
