import { z } from "zod";
import { Currency, MinorTotal } from "../kernel/money.ts";
import { Id, IfVersion, Instant, Quantity, RequiredText, Text } from "../kernel/shapes.ts";
import { PaymentMethod } from "../order/payment-schemas.ts";

export const paymentActions = ["authorize", "capture", "refund", "void"] as const;

export const PaymentAction = z.enum(paymentActions).meta({ id: "PaymentAction" });
export type PaymentAction = z.output<typeof PaymentAction>;

const Amount = MinorTotal.min(1, "An amount is at least 1, in minor units.");
const target = { orderId: Id, ifVersion: IfVersion };

export const CreatePaymentInput = z
  .strictObject({
    ...target,
    method: PaymentMethod,
    amount: Amount.optional().describe("Minor units; absent: the amount due that no other payment covers."),
    capture: z.boolean().default(true).describe("False: only authorise."),
    reference: Text(200).optional(),
  })
  .meta({ id: "CreatePayment" });

export const CapturePaymentInput = z.strictObject({
  ...target,
  paymentId: Id,
  amount: Amount.optional().describe("Minor units; absent: the authorised amount, at most the amount due."),
});

export const VoidPaymentInput = z.strictObject({ ...target, paymentId: Id });

const RefundPicks = z
  .array(z.strictObject({ id: Id, quantity: Quantity }).meta({ id: "LineToRefund" }))
  .min(1)
  .max(1000);

export const PreviewRefundInput = z.strictObject({ orderId: Id, lines: RefundPicks });

/** Minor units. */
export const RefundPreview = z.object({
  amount: z.int(),
  lines: z.array(
    z.object({ id: Id, sku: z.string(), quantity: z.int(), amount: z.int() }).meta({ id: "RefundPreviewLine" }),
  ),
});

export const RefundView = z
  .object({
    id: Id,
    at: Instant,
    reason: z.string(),
    amount: z.int().describe("Minor units; what the provider gave, once it has answered."),
    state: z.enum(["requested", "succeeded", "failed"]),
    lines: z
      .array(z.object({ id: Id, quantity: z.int(), amount: z.int() }).meta({ id: "RefundLine" }))
      .describe("Empty when it was for an amount."),
  })
  .meta({ id: "Refund" });

export const RefundPaymentInput = z
  .strictObject({
    ...target,
    amount: Amount.optional().describe("Minor units."),
    lines: RefundPicks.optional().describe("Instead of an amount: refund what was paid for these units."),
    reason: RequiredText(500),
    paymentId: Id.optional().describe("Absent: spread over the payments of the order, newest first."),
  })
  .refine(({ amount, lines }) => (amount === undefined) !== (lines === undefined), {
    message: "Give an amount or lines, not both.",
    path: ["amount"],
  })
  .meta({
    id: "RefundPayment",
    example: { orderId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11", amount: 500, reason: "A cup arrived broken." },
  });

export const AnswerPaymentInput = z.strictObject({
  orderId: Id,
  paymentId: Id,
  intentId: Id,
  outcome: z.enum(["succeeded", "failed"]),
  amount: Amount.optional().describe("Minor units; absent: what was asked for."),
  providerReference: Text(200).optional(),
  code: Text(100).optional(),
  reason: Text(500).optional(),
});
export type AnswerPaymentInput = z.output<typeof AnswerPaymentInput>;

/** Cumulative sums, not changes: reports may arrive in any order, and the newest sums win. Minor units. */
export const RecordPaymentInput = z
  .strictObject({
    orderId: Id,
    method: PaymentMethod,
    providerReference: RequiredText(200).describe("The provider's id of the payment; one payment of ours per id."),
    currency: Currency,
    amount: Amount.describe("Amount requested from the customer."),
    authorized: MinorTotal.default(0),
    captured: MinorTotal.default(0),
    refunded: MinorTotal.default(0),
    failure: z
      .strictObject({ code: Text(100).optional(), reason: Text(500).optional() })
      .meta({ id: "PaymentFailure" })
      .optional(),
  })
  .meta({
    id: "RecordPayment",
    example: {
      orderId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
      method: "stripe",
      providerReference: "pi_3MtwBwLkdIwHu7ix28a3tqPa",
      currency: "GBP",
      amount: 4200,
      captured: 4200,
    },
  });
export type RecordedPaymentInput = z.output<typeof RecordPaymentInput>;
