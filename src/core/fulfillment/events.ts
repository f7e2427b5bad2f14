import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { OrderFacts } from "../order/events.ts";

const ShipmentFacts = OrderFacts.extend({
  shipmentId: z.string(),
  location: z.string().nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string().nullable(),
  lines: z.array(z.object({ id: z.string(), sku: z.string(), quantity: z.int() })),
});
export type ShipmentFacts = z.input<typeof ShipmentFacts>;

const shipment = (type: string, description: string) =>
  eventType({ type, description, subjectType: "order", data: ShipmentFacts });

export const shipmentShipped = shipment("shipment.shipped", "A shipment was created.");
export const shipmentInTransit = shipment("shipment.in_transit", "A shipment is in transit.");
export const shipmentDelivered = shipment("shipment.delivered", "A shipment was delivered.");
export const shipmentCancelled = shipment(
  "shipment.cancelled",
  "A shipment was cancelled; its units are reserved for the order again.",
);
