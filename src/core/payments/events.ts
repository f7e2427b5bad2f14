import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { secretText } from "../kernel/redaction.ts";
import { OrderFacts } from "../order/events.ts";
import { PaymentMethod } from "../order/payment-schemas.ts";
import { PaymentAction } from "./schemas.ts";

const PaymentFacts = OrderFacts.extend({
  paymentId: z.string(),
  intentId: z.string().describe("One intent is requested once and answered once."),
  method: PaymentMethod,
  amount: z.int(),
});

const payment = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({ type, description, subjectType: "order", data: PaymentFacts.extend(more) });

/** A worker requests it from the provider on this event; the answer is another transaction. */
export const paymentRequested = payment("payment.requested", "A payment action was requested from a provider.", {
  action: PaymentAction,
  orderId: z.string(),
  /** The payment's references at the caller and the provider. */
  reference: secretText(z.string()).nullable(),
  providerReference: secretText(z.string()).nullable(),
});
export const paymentAuthorized = payment("payment.authorized", "A payment was authorised.", {});
export const paymentCaptured = payment("payment.captured", "A payment was captured.", {});
export const paymentFailed = payment("payment.failed", "A payment failed.", {
  action: PaymentAction,
  code: z.string(),
  reason: z.string(),
});
export const paymentRefunded = payment("payment.refunded", "A payment was refunded.", {
  reason: z.string(),
  /** The refunded units and the amount of each line; empty for a refund by amount. */
  lines: z.array(z.object({ id: z.string(), sku: z.string(), quantity: z.int(), amount: z.int() })).default([]),
});
export const paymentVoided = payment("payment.voided", "A payment authorisation was voided.", {});
