import { z } from "zod";
import { Id, Quantity } from "../kernel/shapes.ts";

/** Units, and minor units. */
const LineRefunds = z.object({ quantity: z.int(), amount: z.int() }).meta({ id: "LineRefunds" });

export const OrderLineView = z
  .object({
    id: Id,
    kind: z.enum(["item", "charge"]),
    variantId: Id.nullable(),
    sku: z.string(),
    name: z.string(),
    quantity: z.int(),
    unitPrice: z.int(),
    total: z.int().describe("Of the units that are not cancelled, before the discount."),
    discount: z.int().describe("Their share of the order's discount, decided when the order was placed."),
    tax: z.int().describe("Their tax: within the price or on top, as the channel has it."),
    fulfilled: z.int(),
    shipped: z.int(),
    delivered: z.int(),
    returned: z.int(),
    cancelled: z.int(),
    refunded: LineRefunds.describe("Refunded by line."),
    refundPending: LineRefunds.describe("Requested from a provider that has not answered yet."),
    refundable: LineRefunds.describe("What can still be refunded by line: units and their amount."),
  })
  .meta({ id: "OrderLine" });

const LinePick = z.strictObject({ id: Id, quantity: Quantity }).meta({ id: "LineToCancel" });
export const LinePicks = z.array(LinePick).min(1, "Name at least one line.").max(1000);
