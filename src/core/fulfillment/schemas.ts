import { z } from "zod";
import { Code, Id, IfVersion, Quantity, RequiredText, Text } from "../kernel/shapes.ts";

const target = { orderId: Id, ifVersion: IfVersion };

export const CreateShipmentInput = z
  .strictObject({
    ...target,
    location: Code.optional().describe("Absent: the location where most of the order is reserved."),
    lines: z
      .array(z.strictObject({ id: Id, quantity: Quantity }).meta({ id: "LineToShip" }))
      .min(1)
      .max(1000)
      .optional()
      .describe("Absent: all units reserved there."),
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

/** A carrier's status of a parcel. */
export const TrackShipmentInput = z
  .strictObject({
    trackingNumber: RequiredText(100),
    carrier: Text(100).optional().describe("Distinguishes parcels when two carriers use the same number."),
    status: z.enum(["in_transit", "delivered"]),
    trackingUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  })
  .meta({ id: "TrackShipment", example: { trackingNumber: "EZ4000004000", carrier: "UPS", status: "in_transit" } });
