import { z } from "zod";
import { Currency, Minor } from "../kernel/money.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { FulfillmentStatus, OrderRef, OrderStatus, PaymentStatus } from "../order/schemas.ts";

export const longestDays = 60;

export const CreateLinkInput = z
  .strictObject({
    id: OrderRef,
    expiresInDays: z.int().min(1).max(longestDays).default(30),
  })
  .meta({ id: "CreateCustomerLink", example: { id: "1042", expiresInDays: 30 } });

export const CustomerLinkView = z
  .object({
    id: Id,
    orderId: Id,
    createdBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant,
    revokedAt: Instant.nullable(),
    lastUsedAt: Instant.nullable().describe("To the hour."),
  })
  .meta({ id: "CustomerLink" });

export const CreatedLink = CustomerLinkView.extend({
  url: z.string().nullable().describe("Shown this once; null when the call is a repeat with the same idempotency key."),
}).meta({ id: "CreatedCustomerLink" });

export const LinksOfOrder = z.strictObject({ id: OrderRef });
export const LinkTarget = z.strictObject({ id: OrderRef, linkId: Id });
export const LinkPage = z.object({ data: z.array(CustomerLinkView), nextCursor: z.string().nullable() });

/** What a customer sees: neither addresses nor notes, holds, payments or staff, so that a forwarded link tells little. */
export const CustomerOrderView = z
  .object({
    id: Id,
    number: z.string(),
    shop: z.object({ name: z.string(), locale: z.string(), timeZone: z.string() }).meta({ id: "CustomerShop" }),
    status: OrderStatus,
    paymentStatus: PaymentStatus,
    fulfillmentStatus: FulfillmentStatus,
    placedAt: Instant,
    currency: Currency,
    lines: z.array(
      z
        .object({ name: z.string(), quantity: z.int(), cancelled: z.int(), fulfilled: z.int(), total: Minor })
        .meta({ id: "CustomerOrderLine" }),
    ),
    shipments: z.array(
      z
        .object({
          status: z.enum(["shipped", "in_transit", "delivered", "lost"]),
          carrier: z.string().nullable(),
          trackingNumber: z.string().nullable(),
          trackingUrl: z.string().nullable(),
          shippedAt: Instant,
          deliveredAt: Instant.nullable(),
        })
        .meta({ id: "CustomerShipment" }),
    ),
    totals: z
      .object({ subtotal: Minor, shipping: Minor, discount: Minor, total: Minor, refunded: Minor })
      .meta({ id: "CustomerOrderTotals" }),
  })
  .meta({ id: "CustomerOrder" });
export type CustomerOrderView = z.output<typeof CustomerOrderView>;
