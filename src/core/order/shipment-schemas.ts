import { z } from "zod";
import { Id, Instant } from "../kernel/shapes.ts";

export const ShipmentView = z
  .object({
    id: Id,
    status: z.enum(["shipped", "in_transit", "delivered", "lost", "cancelled"]),
    location: z.string().nullable(),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    trackingUrl: z.string().nullable(),
    lines: z.array(z.object({ id: Id, quantity: z.int() }).meta({ id: "ShipmentLine" })),
    shippedAt: Instant,
    deliveredAt: Instant.nullable(),
    cancelledAt: Instant.nullable(),
  })
  .meta({ id: "Shipment" });
