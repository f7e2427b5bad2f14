import { insertRows } from "#db/bulk.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { Picked } from "../order/line-picks.ts";
import type { CreateShipmentInput } from "./schemas.ts";

export interface Departure {
  readonly id: string;
  readonly orderId: string;
  readonly locationId: string | null;
  readonly input: CreateShipmentInput;
  readonly picked: readonly Picked[];
  readonly at: Date;
}

export function insertShipments(tx: Tx, departures: readonly Departure[]): Sendable[] {
  const shipments = departures.map(({ id, orderId, locationId, input, at }) => ({
    tenant_id: tx.tenantId,
    id,
    order_id: orderId,
    location_id: locationId,
    status: "shipped",
    carrier: input.carrier ?? null,
    tracking_number: input.trackingNumber ?? null,
    tracking_url: input.trackingUrl ?? null,
    shipped_at: at,
  }));
  const lines = departures.flatMap(({ id, picked }) =>
    picked.map(({ line, quantity }) => ({
      tenant_id: tx.tenantId,
      shipment_id: id,
      order_line_id: line.id,
      quantity,
    })),
  );
  return [insertRows(tx.sql, "shipments", shipments), insertRows(tx.sql, "shipment_lines", lines)];
}

export function setShipmentStatus(
  tx: Tx,
  ids: readonly string[],
  { status, at }: { status: "in_transit" | "delivered" | "cancelled"; at: Date },
): Sendable {
  const when = at.toISOString();
  return tx.sql`
    update shipments set status = ${status},
      delivered_at = case when ${status} = 'delivered' then ${when}::text::timestamptz else delivered_at end,
      cancelled_at = case when ${status} = 'cancelled' then ${when}::text::timestamptz else cancelled_at end
    where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and status in ('shipped', 'in_transit')`;
}

export type Counters = Partial<Record<"fulfilled" | "shipped" | "delivered", number>>;

/** Adds the units of a shipment to its lines' counters (1), or subtracts them (-1). */
export function countUnits(
  tx: Tx,
  lines: readonly { id: string; quantity: number }[],
  { fulfilled = 0, shipped = 0, delivered = 0 }: Counters,
): Sendable {
  return tx.sql`
    update order_lines l set fulfilled = l.fulfilled + t.quantity * ${fulfilled}::int,
      shipped = l.shipped + t.quantity * ${shipped}::int, delivered = l.delivered + t.quantity * ${delivered}::int
    from unnest(${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.quantity)}::int[]) as t(id, quantity)
    where l.tenant_id = ${tx.tenantId} and l.id = t.id`;
}

/** The location that a shipment left from. */
export async function locationIdOf(tx: Tx, shipmentId: string): Promise<string | null> {
  const [row] = await tx.sql<{ locationId: string | null }[]>`
    select location_id as "locationId" from shipments where tenant_id = ${tx.tenantId} and id = ${shipmentId}`;
  return row?.locationId ?? null;
}

export interface Tracked {
  readonly orderId: string;
  readonly shipmentId: string;
}

/**
 * The newest shipment with each tracking number; the same carrier is preferred, cancelled ones come last. Aligned with
 * the input.
 */
export async function findTracked(
  read: Read,
  asked: readonly { readonly trackingNumber: string; readonly carrier?: string | undefined }[],
): Promise<(Tracked | undefined)[]> {
  const rows = await read.sql<(Tracked & { index: number })[]>`
    select t.index::int, s.order_id as "orderId", s.id as "shipmentId"
    from unnest(${asked.map(({ trackingNumber }) => trackingNumber)}::text[],
      ${asked.map(({ carrier }) => carrier ?? "")}::text[]) with ordinality as t(number, carrier, index)
    cross join lateral (
      select order_id, id from shipments
      where tenant_id = ${read.tenantId} and tracking_number = t.number
      order by status = 'cancelled', lower(coalesce(carrier, '')) is distinct from lower(t.carrier),
        shipped_at desc, id desc
      limit 1) s`;
  const found = new Map(rows.map(({ index, ...tracked }) => [index - 1, tracked]));
  return asked.map((_, index) => found.get(index));
}

export const setTrackingUrls = (
  tx: Tx,
  urls: readonly { readonly id: string; readonly url: string }[],
): Sendable => tx.sql`
  update shipments s set tracking_url = coalesce(s.tracking_url, t.url)
  from unnest(${urls.map(({ id }) => id)}::uuid[], ${urls.map(({ url }) => url)}::text[]) as t(id, url)
  where s.tenant_id = ${tx.tenantId} and s.id = t.id`;
