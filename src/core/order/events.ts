import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { personal, personalWhere } from "../kernel/redaction.ts";
import { FulfillmentStatus, HoldReason, OrderStatus, PaymentStatus } from "./schemas.ts";

/** Facts included in every order event, so that a subscriber need not read the order for the common case. */
export const OrderFacts = z.object({
  number: z.string(),
  channel: z.string(),
  externalId: z.string().nullable(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  fulfillmentStatus: FulfillmentStatus,
  onHold: z.boolean(),
  currency: z.string(),
  total: z.int(),
  version: z.int(),
});
export type OrderFacts = z.output<typeof OrderFacts>;

const order = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({ type, description, subjectType: "order", data: OrderFacts.extend(more) });

const LineQuantities = z.array(z.object({ id: z.string(), sku: z.string(), quantity: z.int() }));

export const orderPlaced = order("order.placed", "An order was placed and its stock reserved.", {
  lines: z.array(
    z.object({
      id: z.string(),
      sku: z.string(),
      quantity: z.int(),
      unitPrice: z.int(),
      discount: z.int().describe("Its share of the order's discount, and its tax."),
      tax: z.int(),
    }),
  ),
  customer: z
    .object({
      id: z.string().nullable(),
      name: personal(z.string()).nullable(),
      email: personal(z.string()).nullable(),
    })
    .nullable(),
});
export const orderDrafted = order("order.drafted", "A draft was created; nothing is reserved yet.", {});
export const orderUpdated = order("order.updated", "An order was updated.", {
  changes: z.array(
    personalWhere(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() }), [
      "customer",
      "shippingAddress",
      "notes",
    ]),
  ),
});
export const orderNoted = order("order.noted", "A note was added.", { text: personal(z.string()) });
export const orderCancelled = order("order.cancelled", "All or part of an order was cancelled.", {
  reason: z.string(),
  restock: z.boolean(),
  lines: LineQuantities,
});
export const orderHeld = order("order.held", "An order was put on hold.", {
  holdId: z.string(),
  reason: HoldReason,
  note: personal(z.string()),
  until: z.string().nullable(),
});
export const orderReleased = order("order.released", "All holds of an order were released.", {});
export const orderStatusChanged = order("order.status_changed", "One of the three statuses of an order changed.", {
  before: z.object({ status: OrderStatus, paymentStatus: PaymentStatus, fulfillmentStatus: FulfillmentStatus }),
});
