/**
 * The baseline's reads: one statement per order or page, columns picked by hand, mapped to Crossdock's response body.
 */
import { createHmac } from "node:crypto";
import type { Sql } from "postgres";

interface Row {
  id: string;
  number: string;
  channel: string;
  external_id: string | null;
  status: string;
  payment_status: string;
  fulfillment_status: string;
  on_hold: boolean;
  imported: boolean;
  version: number;
  currency: string;
  customer_id: string | null;
  customer_name: string | null;
  customer_email: string | null;
  shipping_address: Record<string, string>;
  line_count: number;
  unit_count: number;
  subtotal: string;
  shipping: string;
  tax: string;
  discount: string;
  total: string;
  authorized: string;
  paid: string;
  refunded: string;
  tags: string[];
  assignee_id: string | null;
  placed_at: Date;
  updated_at: Date;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  notes: string;
  lines: Record<string, unknown>[];
  payments: Record<string, unknown>[];
  shipments: Record<string, unknown>[];
  holds: Record<string, unknown>[];
  reservations: Record<string, unknown>[];
}

const columns = (sql: Sql) => sql`
  o.id, o.number, c.code as channel, o.external_id, o.status, o.payment_status, o.fulfillment_status, o.on_hold,
  o.imported, o.version, o.currency, o.customer_id, o.customer_name, o.customer_email, o.shipping_address, o.line_count,
  o.unit_count, o.subtotal, o.shipping, o.tax, o.discount, o.total, o.authorized, o.paid, o.refunded, o.tags,
  o.assignee_id, o.placed_at, o.updated_at, o.cancelled_at, o.cancel_reason, o.notes,
  (select json_agg(json_build_object('id', l.id, 'kind', l.kind, 'variantId', l.variant_id, 'sku', l.sku, 'name', l.name,
    'quantity', l.quantity, 'unitPrice', l.unit_price, 'total', l.total, 'tax', l.tax, 'fulfilled', l.fulfilled,
    'shipped', l.shipped, 'delivered', l.delivered, 'returned', l.returned, 'cancelled', l.cancelled) order by l.position)
    from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) as lines`;

/** Payments and shipments of the measured orders are empty, but are queried. */
const children = (sql: Sql) => sql`
  coalesce((select json_agg(p) from payments p where p.tenant_id = o.tenant_id and p.order_id = o.id), '[]') as payments,
  coalesce((select json_agg(s) from shipments s where s.tenant_id = o.tenant_id and s.order_id = o.id), '[]') as shipments,
  coalesce((select json_agg(h) from holds h where h.tenant_id = o.tenant_id and h.order_id = o.id
    and h.released_at is null), '[]') as holds,
  coalesce((select json_agg(json_build_object('lineId', r.order_line_id, 'location', k.code, 'quantity', r.quantity,
    'backorder', r.backorder) order by k.code, r.id)
    from reservations r join locations k on k.tenant_id = r.tenant_id and k.id = r.location_id
    where r.tenant_id = o.tenant_id and r.order_id = o.id and r.status = 'active'), '[]') as reservations`;

/** jsonb does not preserve order. */
const addressOf = ({ name, line1, city, postalCode, country }: Row["shipping_address"]) => {
  return { name, line1, city, postalCode, country };
};

function summaryOf(row: Row) {
  const [subtotal, shipping, tax, discount] = [row.subtotal, row.shipping, row.tax, row.discount].map(Number);
  const [total = 0, authorized, paid = 0, refunded = 0] = [row.total, row.authorized, row.paid, row.refunded].map(
    Number,
  );
  return {
    id: row.id,
    number: row.number,
    channel: row.channel,
    externalId: row.external_id,
    status: row.status,
    paymentStatus: row.payment_status,
    fulfillmentStatus: row.fulfillment_status,
    onHold: row.on_hold,
    imported: row.imported,
    version: row.version,
    currency: row.currency,
    customer: { id: row.customer_id, name: row.customer_name, email: row.customer_email },
    shippingAddress: addressOf(row.shipping_address),
    lineCount: row.line_count,
    unitCount: row.unit_count,
    totals: { subtotal, shipping, tax, discount, total, authorized, paid, refunded, due: total - paid + refunded },
    tags: row.tags,
    assigneeId: row.assignee_id,
    placedAt: row.placed_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    lines: row.lines,
  };
}

export async function readOrder(sql: Sql, tenant: string, id: string) {
  const [row] = await sql<Row[]>`
    select ${columns(sql)}, ${children(sql)} from orders o join channels c on c.tenant_id = o.tenant_id and c.id = o.channel_id
    where o.tenant_id = ${tenant} and o.id = ${id}`;
  if (row === undefined) return undefined;
  const { notes, payments, shipments, holds, reservations } = row;
  return {
    ...summaryOf(row),
    notes,
    payments,
    shipments,
    holds,
    reservations,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    cancelReason: row.cancel_reason,
  };
}

/** The newest orders. The response contains a signed cursor. */
export async function listOrders(sql: Sql, tenant: string, limit: number) {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from orders o join channels c on c.tenant_id = o.tenant_id and c.id = o.channel_id
    where o.tenant_id = ${tenant} order by o.placed_at desc nulls last, o.id desc nulls last limit ${limit + 1}`;
  const data = rows.slice(0, limit).map(summaryOf);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last.placedAt, last.id) : null };
}

function cursorOf(placedAt: string, id: string): string {
  const body = Buffer.from(JSON.stringify([placedAt, id])).toString("base64url");
  return `${body}.${createHmac("sha256", "bare").update(body).digest().subarray(0, 12).toString("base64url")}`;
}
