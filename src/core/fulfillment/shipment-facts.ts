import { notFound } from "../kernel/errors.ts";
import { factsOf, type FullOrderRecord } from "../order/record.ts";
import type { ShipmentFacts } from "./events.ts";

type Shipment = FullOrderRecord["shipments"][number];

export function shipmentOf(order: FullOrderRecord, shipmentId: string): Shipment {
  const shipment = order.shipments.find((each) => each.id === shipmentId.toLowerCase());
  if (shipment === undefined) throw notFound("shipment", shipmentId);
  return shipment;
}

export function shipmentFacts(order: FullOrderRecord, shipmentId: string): ShipmentFacts {
  const { location, carrier, trackingNumber, trackingUrl, lines } = shipmentOf(order, shipmentId);
  const skus = new Map(order.lines.map((line) => [line.id, line.sku]));
  return {
    ...factsOf(order),
    shipmentId,
    location,
    carrier,
    trackingNumber,
    trackingUrl,
    lines: lines.map((line) => ({ ...line, sku: skus.get(line.id) ?? "" })),
  };
}
