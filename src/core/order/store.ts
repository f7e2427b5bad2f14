import { isId } from "../kernel/ids.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { together } from "../runtime/together.ts";
import { writeCharges } from "./change-store.ts";
import { charged, type Stored } from "./charged.ts";
import { orderColumns } from "./columns-store.ts";
import type { FullOrderRecord, OrderRecord } from "./record.ts";

const RECORD = `${orderColumns.map(({ name, column }) => `o.${column} as "${name}"`).join(", ")},
  c.code as channel, c.tax_rate_bps as "taxRateBps"`;

const LINES = `coalesce((select json_agg(json_build_object('id', l.id, 'kind', l.kind, 'variantId', l.variant_id, 'sku', l.sku,
    'name', l.name, 'quantity', l.quantity, 'unitPrice', l.unit_price, 'taxRateBps', l.tax_rate_bps, 'tax', l.tax,
    'total', l.total, 'discount', l.discount, 'fulfilled', l.fulfilled, 'shipped', l.shipped, 'delivered', l.delivered,
    'returned', l.returned, 'cancelled', l.cancelled, 'discountGranted', l.discount_granted, 'taxCharged', l.tax_charged,
    'refundedQuantity', l.refunded_quantity, 'refundedAmount', l.refunded_amount,
    'refundPendingQuantity', l.refund_pending_quantity, 'refundPendingAmount', l.refund_pending_amount,
    'closedQuantity', l.closed_quantity, 'closedAmount', l.closed_amount) order by l.position)
    from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id), '[]') as lines`;

const PAYMENT = `json_build_object('id', p.id, 'method', p.method, 'amount', p.amount,
    'authorized', p.authorized, 'captured', p.captured, 'refunded', p.refunded, 'voided', p.voided,
    'capturePending', p.capture_pending, 'refundPending', p.refund_pending, 'reference', p.reference,
    'providerReference', p.provider_reference, 'createdAt', p.created_at,
    'failed', exists (select from payment_events e where e.tenant_id = p.tenant_id and e.order_id = p.order_id
      and e.payment_id = p.id and e.outcome = 'failed'),
    'requested', exists (select from payment_events e where e.tenant_id = p.tenant_id and e.order_id = p.order_id
      and e.payment_id = p.id and e.outcome = 'requested' and not exists (select from payment_events a
        where a.tenant_id = e.tenant_id and a.intent_id = e.intent_id and a.outcome <> 'requested'))
    )`;

const SHIPMENT = `json_build_object('id', s.id, 'status', s.status,
    'location', (select code from locations k where k.tenant_id = s.tenant_id and k.id = s.location_id),
    'carrier', s.carrier, 'trackingNumber', s.tracking_number, 'trackingUrl', s.tracking_url, 'shippedAt', s.shipped_at,
    'deliveredAt', s.delivered_at, 'cancelledAt', s.cancelled_at,
    'lines', (select json_agg(json_build_object('id', sl.order_line_id, 'quantity', sl.quantity))
      from shipment_lines sl where sl.tenant_id = s.tenant_id and sl.shipment_id = s.id))`;

const CHILDREN = `coalesce((select json_agg(${PAYMENT} order by p.created_at, p.id)
    from payments p where p.tenant_id = o.tenant_id and p.order_id = o.id), '[]') as payments,
  coalesce((select json_agg(${SHIPMENT} order by s.shipped_at, s.id)
    from shipments s where s.tenant_id = o.tenant_id and s.order_id = o.id), '[]') as shipments,
  coalesce((select json_agg(json_build_object('id', h.id, 'reason', h.reason, 'note', h.note, 'until', h.until,
    'placedBy', h.placed_by, 'placedAt', h.placed_at) order by h.placed_at)
    from holds h where h.tenant_id = o.tenant_id and h.order_id = o.id and h.released_at is null), '[]') as holds,
  coalesce((select json_agg(json_build_object('lineId', r.order_line_id, 'location', k.code, 'quantity', r.quantity,
    'backorder', r.backorder) order by k.code, r.id)
    from reservations r join locations k on k.tenant_id = r.tenant_id and k.id = r.location_id
    where r.tenant_id = o.tenant_id and r.order_id = o.id and r.status = 'active'), '[]') as reservations`;

const BY_ID = `from orders o join channels c on c.tenant_id = o.tenant_id and c.id = o.channel_id
  where o.tenant_id = $1 and o.id = any((select $2::uuid[])::uuid[])`;

/** Built once: composing them per call would take the process longer than sending them. */
const WHOLE = `select ${RECORD}, ${LINES}, ${CHILDREN} ${BY_ID}`;
const WITH_LINES = `select ${RECORD}, ${LINES} ${BY_ID}`;

/** The columns of an order under the names of `OrderRecord`; the aliases are `o` for orders and `c` for channels. */
export const recordColumns = (read: Read) => read.sql.unsafe(RECORD);

export const lineColumns = (read: Read) => read.sql`${read.sql.unsafe(LINES)}`;

/** A payment as `PaymentRecord` has it; the alias is `p`. */
export const paymentJson = (read: Read) => read.sql`${read.sql.unsafe(PAYMENT)}`;

/** A shipment with its lines; the alias is `s`. */
export const shipmentJson = (read: Read) => read.sql`${read.sql.unsafe(SHIPMENT)}`;

/** Whole orders with their rows in other tables, in one statement whatever the number of lines. */
export async function readOrders(read: Read, ids: readonly string[]): Promise<Map<string, FullOrderRecord>> {
  const rows = await readStored(read, ids);
  return new Map(rows.map(({ order }) => [order.id, order]));
}

/** Orders with their lines only, for a tenth of the time that whole ones take. */
export async function readOrdersWithLines(read: Read, ids: readonly string[]): Promise<Map<string, OrderRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await read.sql.unsafe<Stored<OrderRecord>[]>(WITH_LINES, [read.tenantId, [...ids]], { prepare: true });
  return new Map(rows.map((row) => [row.id, charged(row).order]));
}

/** Reads one order; concurrent calls share a statement. */
export const readOrder = together(readOrders);

async function readStored(read: Read, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await read.sql.unsafe<Stored<FullOrderRecord>[]>(WHOLE, [read.tenantId, [...ids]], { prepare: true });
  return rows.map((row) => charged<FullOrderRecord>(row));
}

/** Locks orders in the order of their ids and reads them under the locks. */
export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<Map<string, FullOrderRecord>> {
  const locked = tx.sql`
    select id from orders where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])
    order by id for no key update`.execute(); // sent now, so that the read pipelined after it waits for the locks too
  const [, records] = await Promise.all([locked, readStored(tx, ids)]);
  const unwritten = records.filter(({ written }) => !written);
  if (unwritten.length > 0)
    await writeCharges(
      tx,
      unwritten.map(({ order }) => order),
    );
  return new Map(records.map(({ order }) => [order.id, order]));
}

/** The id of the order with this id or number. */
export async function findOrderId(read: Read, ref: string): Promise<string | undefined> {
  const named = isId(ref) ? read.sql`id = ${ref}` : read.sql`number = ${ref}::text::bigint`;
  const [row] = await read.sql<{ id: string }[]>`
    select id from orders where tenant_id = ${read.tenantId} and ${named}`;
  return row?.id;
}
