import { z } from "zod";
import { Address, Id, IfVersion, InstantInput, RequiredText, Text } from "../kernel/shapes.ts";
import { LinePicks } from "./line-schemas.ts";
import { HoldReason, OrderCustomerInput, OrderTotals, Tags } from "./schemas.ts";

/** Common input of every command on an order. */
export const orderTarget = { id: Id, ifVersion: IfVersion };

export const UpdateOrderInput = z.strictObject({
  ...orderTarget,
  tags: Tags.optional(),
  notes: Text(5000).optional(),
  customer: OrderCustomerInput.optional(),
  shippingAddress: Address.optional(),
  assigneeId: Id.nullable().optional().describe("Null: unassigned."),
});
export type UpdateOrderInput = z.output<typeof UpdateOrderInput>;

export const CancelOrderInput = z.strictObject({
  ...orderTarget,
  reason: RequiredText(500),
  lines: LinePicks.optional().describe("Absent: all unshipped units."),
  restock: z.boolean().default(true).describe("False: the goods are written off."),
  // No default: a field added to parsed input would change the fingerprint of existing idempotency keys.
  refund: z
    .boolean()
    .optional()
    .describe("True: the overpaid amount is refunded too; needs the scope `payments:write`."),
});

export const PreviewCancelInput = z.strictObject({
  id: Id,
  lines: LinePicks.optional().describe("Absent: all unshipped units."),
});

export const CancelPreview = z.object({
  totals: OrderTotals,
  cancelled: z.boolean().describe("Nothing of the order is left."),
});

export const HoldOrderInput = z.strictObject({
  ...orderTarget,
  reason: HoldReason,
  note: Text(500).default(""),
  until: InstantInput.optional(),
});

export const NoteInput = z.strictObject({ ...orderTarget, text: RequiredText(5000) });
