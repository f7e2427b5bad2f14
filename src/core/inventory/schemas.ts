import { z } from "zod";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Code, Id, Instant, Sku, Text } from "../kernel/shapes.ts";

/** Why a user changes the on-hand quantity. Losses of every kind are write-offs. */
export const adjustReasons = [
  "count",
  "receipt",
  "opening",
  "found",
  "return",
  "correction",
  "damage",
  "loss",
  "theft",
  "expired",
  "sample",
] as const;
export const AdjustReason = z.enum(adjustReasons).meta({ id: "AdjustReason" });

const Units = z.int().min(-1_000_000_000).max(1_000_000_000);

export const AdjustStockInput = z
  .strictObject({
    sku: Sku,
    location: Code,
    delta: Units.refine((delta) => delta !== 0, "A change by nothing is no change."),
    reason: AdjustReason,
    reference: Text(200).optional().describe("Such as a delivery note or a count sheet."),
  })
  .meta({ id: "AdjustStock", example: { sku: "85123A", location: "main", delta: 10, reason: "count" } });
export type AdjustStockInput = z.output<typeof AdjustStockInput>;

export const CountStockInput = z
  .strictObject({
    sku: Sku,
    location: Code,
    onHand: z.int().min(0).max(1_000_000_000).describe("Units that were counted."),
    reference: Text(200).optional().describe("The count sheet."),
  })
  .meta({ id: "CountStock", example: { sku: "85123A", location: "main", onHand: 42, reference: "Sheet 7" } });

export const ConfigureLevelInput = z.strictObject({
  sku: Sku,
  location: Code,
  safetyStock: z.int().min(0).max(1_000_000_000).optional(),
  allowBackorder: z.boolean().optional(),
});

export const StockLevelView = z
  .object({
    id: Id,
    variantId: Id,
    productId: Id,
    sku: z.string(),
    title: z.string(),
    location: z.string(),
    onHand: z.int(),
    reserved: z.int().describe("Reserved for orders."),
    available: z.int().describe("onHand − reserved − safetyStock; negative when the safety stock is used up."),
    incoming: z.int(),
    safetyStock: z.int(),
    backordered: z.int().describe("Ordered and waiting for stock."),
    allowBackorder: z.boolean(),
    updatedAt: Instant,
  })
  .meta({ id: "StockLevel" });

export const CountedStock = z
  .object({
    level: StockLevelView,
    difference: z.int().describe("What was counted less what stood there."),
  })
  .meta({ id: "CountedStock" });

export const ListLevelsInput = z.strictObject({
  sku: Sku.optional(),
  location: Code.optional(),
  q: z.string().trim().max(200).optional().describe("SKU, barcode or words of the title, each from its beginning."),
  low: z.boolean().optional().describe("Only articles that are kept in stock and have no available units."),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListLevelsInput = z.output<typeof ListLevelsInput>;

export const PreviewAdjustmentInput = z.strictObject({ sku: Sku, location: Code, delta: Units });

/** An order affected by an adjustment, with the units that become backordered or covered. */
const TouchedOrder = z
  .object({ id: Id, number: z.string(), customer: z.string().nullable(), units: z.int() })
  .meta({ id: "AdjustedOrder" });

export const AdjustmentPreview = z
  .object({
    level: StockLevelView.describe("As it would be afterwards."),
    waiting: z.array(TouchedOrder).describe("Orders that would be backordered, newest first."),
    covered: z.array(TouchedOrder).describe("Orders that would get the stock that they wait for, oldest first."),
  })
  .meta({ id: "AdjustmentPreview" });

export const movementTypes = [
  "opening",
  "receipt",
  "count",
  "adjustment",
  "write_off",
  "sale",
  "sale_cancelled",
  "return",
  "transfer",
] as const;

export const StockMovementView = z
  .object({
    id: Id,
    sku: z.string(),
    title: z.string(),
    location: z.string(),
    type: z.enum(movementTypes),
    quantity: z.int(),
    onHandAfter: z.int(),
    reason: z.string(),
    reference: z.string().nullable(),
    orderId: Id.nullable(),
    actor: z.string().describe("Name of the actor."),
    at: Instant,
  })
  .meta({ id: "StockMovement" });

export const ListMovementsInput = z.strictObject({
  sku: Sku.optional(),
  location: Code.optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListMovementsInput = z.output<typeof ListMovementsInput>;
