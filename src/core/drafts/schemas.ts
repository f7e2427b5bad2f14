import { z } from "zod";
import { Id, IfVersion } from "../kernel/shapes.ts";
import { PaymentIntent } from "../order/payment-schemas.ts";
import { PlaceOrderInput } from "../order/schemas.ts";

/** The input of placing an order, without the fields that only a placed order has. */
export const DraftOrderInput = PlaceOrderInput.omit({ externalId: true, payment: true }).meta({ id: "DraftOrder" });
export type DraftOrderInput = z.output<typeof DraftOrderInput>;

/** The complete new content of the draft. */
export const UpdateDraftInput = DraftOrderInput.extend({ id: Id, ifVersion: IfVersion }).meta({ id: "UpdateDraft" });

export const ConfirmOrderInput = z.strictObject({ id: Id, ifVersion: IfVersion, payment: PaymentIntent.optional() });
