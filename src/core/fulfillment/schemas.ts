import { z } from "zod";
import { Code, Id, IfVersion, Instant, Quantity, RequiredText, Text } from "../kernel/shapes.ts";

export const ShipmentView = z
  .object({
    id: Id,
    status: z.enum(["shipped", "in_transit", "delivered", "lost", "cancelled"]),
    location: z.string().nullable(),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    trackingUrl: z.string().nullable(),
    lines: z.array(z.object({ id: Id, quantity: z.int() })),
    shippedAt: Instant,
    deliveredAt: Instant.nullable(),
    cancelledAt: Instant.nullable(),
  })
  .meta({ id: "Shipment" });

const target = { orderId: Id, ifVersion: IfVersion };

export const CreateShipmentInput = z
  .strictObject({
    ...target,
    /** Absent: where most of the order is reserved. */
    location: Code.optional(),
    /** Absent: all that is reserved there. */
    lines: z
      .array(z.strictObject({ id: Id, quantity: Quantity }))
      .min(1)
      .max(1000)
      .optional(),
    carrier: Text(100).optional(),
    trackingNumber: Text(100).optional(),
    trackingUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  })
  .meta({ id: "CreateShipment" });
export type CreateShipmentInput = z.output<typeof CreateShipmentInput>;

export const ShipmentTarget = z.strictObject({ ...target, shipmentId: Id });

/** What a carrier says of a parcel. */
export const TrackShipmentInput = z
  .strictObject({
    trackingNumber: RequiredText(100),
    /** Tells parcels apart when two carriers use the same number. */
    carrier: Text(100).optional(),
    status: z.enum(["in_transit", "delivered"]),
    trackingUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  })
  .meta({ id: "TrackShipment", example: { trackingNumber: "EZ4000004000", carrier: "UPS", status: "in_transit" } });
