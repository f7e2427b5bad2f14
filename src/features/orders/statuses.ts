import type { HoldReason } from "#components/patterns/order-status.tsx";
import type { OrderWork } from "#core/order/list-schemas.ts";
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from "#core/order/schemas.ts";

/** Duplicated rather than imported: the schemas would add their library to every list's initial bundle. */
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
export const orderWork = ["to_ship", "late", "held", "unpaid"] as const;
export const holdReasons = ["manual", "fraud", "unpaid", "address", "stock"] as const;

type Same<A, B> = [A, B] extends [B, A] ? true : never;

/** A type error once the core adds a value. */
export const statusesAreComplete: [
  Same<(typeof orderStatuses)[number], OrderStatus>,
  Same<(typeof paymentStatuses)[number], PaymentStatus>,
  Same<(typeof fulfillmentStatuses)[number], FulfillmentStatus>,
  Same<(typeof orderWork)[number], OrderWork>,
  Same<(typeof holdReasons)[number], HoldReason>,
] = [true, true, true, true, true];
