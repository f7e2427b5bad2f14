import { z } from "zod";
import { Id, IfVersion } from "../kernel/shapes.ts";
import { PlaceOrderInput } from "../orders/schemas.ts";
import { PaymentIntent } from "../payments/schemas.ts";

/** What an order is placed with, without what only a placed order has. */
export const DraftOrderInput = PlaceOrderInput.omit({ externalId: true, payment: true }).meta({ id: "DraftOrder" });
export type DraftOrderInput = z.output<typeof DraftOrderInput>;

/** The whole draft as it is to be. */
export const UpdateDraftInput = DraftOrderInput.extend({ id: Id, ifVersion: IfVersion }).meta({ id: "UpdateDraft" });

export const ConfirmOrderInput = z.strictObject({ id: Id, ifVersion: IfVersion, payment: PaymentIntent.optional() });
