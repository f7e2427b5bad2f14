import { lineRow, orderRow } from "#core/orders/place-rows.ts";
import type { Row } from "#db/bulk.ts";
import type { Journal } from "./journal.ts";
import type { DemoOrder } from "./order-book.ts";

/** The final rows of an order. Holds, ledger, reservations and movements were written on the way. */
export function writeOrder(journal: Journal, { record, location }: DemoOrder, channelId: string): void {
  const row: Row = { ...orderRow(record, channelId), created_at: record.placedAt };
  journal.add("orders", row);
  for (const [position, line] of record.lines.entries()) journal.add("order_lines", lineRow(line, record.id, position));
  for (const payment of record.payments) {
    journal.add("payments", {
      id: payment.id,
      order_id: record.id,
      method: payment.method,
      currency: record.currency,
      amount: payment.amount,
      authorized: payment.authorized,
      captured: payment.captured,
      refunded: payment.refunded,
      voided: payment.voided,
      capture_pending: 0,
      refund_pending: 0,
      reference: payment.reference,
      provider_reference: payment.providerReference,
      created_at: payment.createdAt,
      updated_at: record.updatedAt,
    });
  }
  for (const shipment of record.shipments) {
    journal.add("shipments", {
      id: shipment.id,
      order_id: record.id,
      location_id: location.id,
      status: shipment.status,
      carrier: shipment.carrier,
      tracking_number: shipment.trackingNumber,
      tracking_url: shipment.trackingUrl,
      shipped_at: shipment.shippedAt,
      delivered_at: shipment.deliveredAt,
      cancelled_at: null,
    });
    for (const { id, quantity } of shipment.lines)
      journal.add("shipment_lines", { shipment_id: shipment.id, order_line_id: id, quantity });
  }
}
