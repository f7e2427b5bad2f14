import { z } from "zod";
import { isId } from "../kernel/ids.ts";
import { Currency, Minor, SignedMinor, TaxMode } from "../kernel/money.ts";
import { limitInput } from "../kernel/page.ts";
import { Address, Code, Email, Id, Instant, Quantity, RequiredText, Sku, Text } from "../kernel/shapes.ts";
import { OrderLineView } from "./line-schemas.ts";
import { PaymentIntent, PaymentView } from "./payment-schemas.ts";
import { ShipmentView } from "./shipment-schemas.ts";

export const orderStatuses = ["draft", "pending", "processing", "shipped", "delivered", "cancelled"] as const;
export const paymentStatuses = [
  "unpaid",
  "authorized",
  "partially_paid",
  "paid",
  "partially_refunded",
  "refunded",
] as const;
export const fulfillmentStatuses = [
  "unfulfilled",
  "partially_fulfilled",
  "fulfilled",
  "partially_returned",
  "returned",
] as const;
export const holdReasons = ["fraud", "unpaid", "address", "stock", "manual"] as const;

export const OrderStatus = z.enum(orderStatuses).meta({ id: "OrderStatus" });
export const PaymentStatus = z.enum(paymentStatuses).meta({ id: "PaymentStatus" });
export const FulfillmentStatus = z.enum(fulfillmentStatuses).meta({ id: "FulfillmentStatus" });
export const HoldReason = z.enum(holdReasons).meta({ id: "HoldReason" });
export type OrderStatus = z.output<typeof OrderStatus>;
export type PaymentStatus = z.output<typeof PaymentStatus>;
export type FulfillmentStatus = z.output<typeof FulfillmentStatus>;

export const ExternalId = RequiredText(200).meta({ example: "A-1001" });
export const Tag = RequiredText(40);
export const Tags = z
  .array(Tag)
  .max(50)
  .transform((tags) => [...new Set(tags)]);

export const OrderCustomerInput = z
  .strictObject({
    id: Id.optional(),
    email: Email.optional(),
    name: RequiredText(200).optional(),
    phone: Text(40).optional(),
  })
  .refine((customer) => customer.id !== undefined || customer.email !== undefined || customer.name !== undefined, {
    message: "Give the customer's id, email or name.",
  })
  .meta({ id: "OrderCustomer" });

export const OrderLineInput = z
  .strictObject({
    sku: Sku,
    quantity: Quantity,
    unitPrice: Minor.optional().describe("Minor units; absent: the catalogue's price in the order's currency."),
  })
  .meta({ id: "OrderedLine" });

export const PlaceOrderInput = z
  .strictObject({
    channel: Code,
    externalId: ExternalId.optional(),
    currency: Currency.optional().describe("Absent: the channel's."),
    customer: OrderCustomerInput.optional(),
    shippingAddress: Address.optional(),
    lines: z.array(OrderLineInput).min(1, "An order has at least one line.").max(1000),
    shippingTotal: Minor.default(0),
    discountTotal: Minor.default(0),
    payment: PaymentIntent.optional(),
    tags: Tags.default([]),
    notes: Text(5000).default(""),
  })
  .meta({
    id: "PlaceOrder",
    example: {
      channel: "web",
      externalId: "A-1001",
      currency: "GBP",
      customer: { email: "a@example.com", name: "A. Person" },
      shippingAddress: {
        name: "A. Person",
        line1: "1 High Street",
        city: "London",
        postalCode: "N1 1AA",
        country: "GB",
      },
      lines: [{ sku: "85123A", quantity: 2 }],
      payment: { method: "test", capture: true },
    },
  });
export type PlaceOrderInput = z.output<typeof PlaceOrderInput>;

export const OrderTotals = z
  .object({
    subtotal: z.int(),
    shipping: z.int(),
    tax: z.int(),
    discount: z.int(),
    total: z.int(),
    authorized: z.int(),
    paid: z.int(),
    refunded: z.int(),
    due: SignedMinor.describe(
      "Positive: owed by the customer. Negative: to be refunded, and no refund of it is pending.",
    ),
  })
  .meta({ id: "OrderTotals" });

export const HoldView = z
  .object({
    id: Id,
    reason: HoldReason,
    note: z.string(),
    until: Instant.nullable(),
    placedBy: z.string(),
    placedAt: Instant,
  })
  .meta({ id: "Hold" });

export const ReservationView = z
  .object({
    lineId: Id,
    location: z.string(),
    quantity: z.int(),
    backorder: z.boolean(),
  })
  .meta({ id: "Reservation" });

export const OrderSummary = z
  .object({
    id: Id,
    number: z.string().meta({ example: "1042" }),
    channel: z.string(),
    externalId: z.string().nullable(),
    status: OrderStatus,
    paymentStatus: PaymentStatus,
    fulfillmentStatus: FulfillmentStatus,
    onHold: z.boolean(),
    imported: z.boolean(),
    version: z.int(),
    currency: z.string(),
    customer: z
      .object({ id: Id.nullable(), name: z.string().nullable(), email: z.string().nullable() })
      .meta({ id: "OrderCustomerSummary" })
      .nullable(),
    shippingAddress: Address.nullable(),
    lineCount: z.int(),
    unitCount: z.int(),
    totals: OrderTotals,
    tags: z.array(z.string()),
    assigneeId: Id.nullable(),
    placedAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "OrderSummary" });
export type OrderSummary = z.output<typeof OrderSummary>;

export const OrderView = OrderSummary.extend({
  taxMode: TaxMode.describe("As the channel had it when the order was placed."),
  lines: z.array(OrderLineView),
  notes: z.string(),
  payments: z.array(PaymentView),
  shipments: z.array(ShipmentView),
  holds: z.array(HoldView).describe("The open ones."),
  reservations: z.array(ReservationView).describe("Active reservations of this order, by location."),
  cancelledAt: Instant.nullable(),
  cancelReason: z.string().nullable(),
}).meta({ id: "Order" });
export type OrderView = z.output<typeof OrderView>;

export const PlaceOrderOutput = z.object({
  order: OrderView,
  created: z.boolean().describe("False when the channel had sent the same order before."),
});

/** An order's id, or its number. */
export const OrderRef = z
  .string()
  .trim()
  .toLowerCase()
  .refine((ref) => /^\d{1,18}$/.test(ref) || isId(ref), "This is neither an id nor a number of an order.")
  .meta({ id: "OrderRef", example: "1042" });

export const TimelineInput = z.strictObject({
  id: OrderRef,
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .describe("Entries before this sequence; absent: the newest."),
  limit: limitInput,
});
