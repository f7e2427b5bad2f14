import { z } from "zod";
import { Id, Instant, Text } from "../kernel/shapes.ts";

export const paymentMethods = ["test", "manual", "stripe"] as const;

export const PaymentMethod = z.enum(paymentMethods).meta({ id: "PaymentMethod" });
export type PaymentMethod = z.output<typeof PaymentMethod>;

export const PaymentIntent = z
  .strictObject({
    method: PaymentMethod,
    capture: z.boolean().default(true).describe("False: only authorise."),
    reference: Text(200).optional(),
  })
  .meta({ id: "PaymentIntent" });

export const PaymentView = z
  .object({
    id: Id,
    method: PaymentMethod,
    amount: z.int(),
    authorized: z.int(),
    captured: z.int(),
    refunded: z.int(),
    voided: z.int(),
    capturePending: z.int(),
    refundPending: z.int(),
    state: z
      .enum([
        "requested",
        "authorized",
        "captured",
        "partially_captured",
        "refunded",
        "partially_refunded",
        "voided",
        "failed",
      ])
      .describe("`requested` until the provider has answered."),
    reference: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: "Payment" });
