import { z } from "zod";
import { Code, Id, Instant, Quantity, RequiredText, Text } from "../kernel/shapes.ts";

export const PackingClientId = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "1 to 200 visible ASCII characters.")
  .describe("Yours for this command: sent again under the same, it is not done again and gets the same answer.")
  .meta({ example: "scan-0001" });

const target = { sessionId: Id, clientId: PackingClientId };

/** Last in each command: fields of messages are numbered in turn. */
const meant = {
  orderId: Id.optional().describe(
    "The order that you mean. Where another one is being packed, the command is refused.",
  ),
};

export const OpenStationInput = z
  .strictObject({
    location: Code,
    station: RequiredText(60).meta({ example: "Bench 1" }),
    clientId: PackingClientId,
    takeOver: z.boolean().optional().describe("Go on with what somebody else packs at this station."),
    order: RequiredText(40)
      .optional()
      .describe("The number or id of a certain order. Absent: the oldest that can be shipped from here.")
      .meta({ example: "1042" }),
  })
  .meta({ id: "OpenStation" });

export const ScanInput = z
  .strictObject({
    ...target,
    code: RequiredText(200).describe("What was scanned: a barcode or a SKU.").meta({ example: "5012345678900" }),
    quantity: Quantity.optional().describe("Absent: one."),
    ...meant,
  })
  .meta({ id: "ScanArticle" });

export const UndoInput = z
  .strictObject({
    ...target,
    scan: PackingClientId.optional().describe("The client id of the scan to undo. Absent: the last one."),
    ...meant,
  })
  .meta({ id: "UndoScan" });

export const FinishInput = z
  .strictObject({
    ...target,
    partial: z.boolean().optional().describe("Ship what is packed, although it is not all."),
    carrier: Text(100).optional(),
    trackingNumber: Text(100).optional(),
    trackingUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    ...meant,
  })
  .meta({ id: "FinishParcel" });

export const SkipInput = z
  .strictObject({ ...target, reason: RequiredText(200).meta({ example: "Damaged goods" }), ...meant })
  .meta({ id: "SkipOrder" });

export const SessionTarget = z.strictObject({ sessionId: Id });

export const PackingLineView = z
  .object({
    id: Id.describe("Of the order's line."),
    sku: z.string(),
    name: z.string(),
    barcode: z.string().nullable(),
    wanted: z.int().describe("Units that are reserved here."),
    packed: z.int(),
  })
  .meta({ id: "PackingLine" });
export type PackingLineView = z.output<typeof PackingLineView>;

export const PackingOrderView = z
  .object({
    id: Id,
    number: z.string(),
    channel: z.string(),
    customerName: z.string().nullable(),
    notes: z.string(),
    wanted: z.int(),
    packed: z.int(),
    lines: z.array(PackingLineView),
  })
  .meta({ id: "PackingOrder" });
export type PackingOrderView = z.output<typeof PackingOrderView>;

const RefusedArticle = z.object({ sku: z.string(), name: z.string() }).meta({ id: "PackingArticle" });
const TakeOut = z.object({ sku: z.string(), quantity: z.int() }).meta({ id: "PackingTakeOut" });

export const PackingRefusal = z
  .object({
    code: z.string().meta({ example: "packing.wrong_article" }),
    message: z.string(),
    articles: z.array(RefusedArticle).describe("What was scanned, or what to choose from."),
    takeOut: z.array(TakeOut).describe("What has to come out of the parcel again."),
  })
  .meta({ id: "PackingRefusal" });
export type PackingRefusal = z.output<typeof PackingRefusal>;

export const PackedShipment = z
  .object({
    id: Id,
    orderId: Id,
    orderNumber: z.string(),
    units: z.int(),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    trackingUrl: z.string().nullable(),
  })
  .meta({ id: "PackedShipment" });
export type PackedShipment = z.output<typeof PackedShipment>;

export const PackingAnswer = z
  .object({
    sessionId: Id,
    clientId: z.string(),
    version: z.int().describe("Counts the commands of the session, in the order in which they were decided."),
    outcome: z.enum(["accepted", "refused", "finished"]),
    refusal: PackingRefusal.nullable(),
    lines: z.array(PackingLineView).describe("Those that the command changed."),
    wanted: z.int().describe("Units of the whole parcel."),
    packed: z.int(),
    order: PackingOrderView.nullable().describe("The whole order, where it changed while it was packed."),
    orderId: Id.nullable().describe("Of the order that is being packed now."),
    shipment: PackedShipment.nullable(),
  })
  .meta({ id: "PackingAnswer" });
export type PackingAnswer = z.output<typeof PackingAnswer>;

const Packer = z.object({ type: z.string(), id: z.string(), name: z.string() }).meta({ id: "Packer" });

export const PackingSessionView = z
  .object({
    id: Id,
    location: z.string(),
    station: z.string(),
    packer: Packer,
    version: z.int(),
    order: PackingOrderView.nullable().describe("Null: nothing is being packed, and nothing waits for it."),
    notice: PackingRefusal.nullable().describe("What became of the order that was being packed before."),
    openedAt: Instant,
    seenAt: Instant,
    closedAt: Instant.nullable(),
  })
  .meta({ id: "PackingSession" });
export type PackingSessionView = z.output<typeof PackingSessionView>;
