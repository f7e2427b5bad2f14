import { z } from "zod";
import { Currency } from "../kernel/money.ts";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Code, Id, IfVersion, Instant, InstantInput, RequiredText, Sku, Text } from "../kernel/shapes.ts";
import { ExternalId, OrderStatus, PaymentStatus, PlaceOrderInput } from "../order/schemas.ts";

export const comparisons = ["orders", "stock"] as const;
export const Comparison = z.enum(comparisons).meta({ id: "Comparison" });
export type Comparison = z.output<typeof Comparison>;

const partnerFields = {
  name: RequiredText(120),
  channel: Code.nullable().default(null).describe("Orders of this channel."),
  location: Code.nullable().default(null).describe("Stock of this location; null: of all, and each row names its own."),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null)
    .describe("URL from which the list is fetched; null: it is posted."),
  authorization: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe("Sent as `Authorization` when the list is fetched. Stored encrypted and never shown again."),
  endpointId: Id.nullable().default(null).describe("Webhook endpoint over which our state is published again."),
};

export const CreatePartnerInput = z.strictObject({ code: Code, compares: Comparison, ...partnerFields }).meta({
  id: "CreatePartner",
  example: { code: "acme", name: "Acme Marketplace", compares: "orders", channel: "web" },
});

export const UpdatePartnerInput = z.strictObject({
  id: Id,
  name: partnerFields.name.optional(),
  channel: Code.nullable().optional(),
  location: Code.nullable().optional(),
  url: partnerFields.url.unwrap().optional(),
  authorization: z.string().min(1).max(2000).nullable().optional().describe("Null removes it."),
  endpointId: Id.nullable().optional(),
  ifVersion: IfVersion,
});

export const PartnerView = z
  .object({
    id: Id,
    code: z.string(),
    name: z.string(),
    compares: Comparison,
    channel: z.string().nullable(),
    location: z.string().nullable(),
    url: z.string().nullable(),
    hasAuthorization: z.boolean(),
    endpointId: Id.nullable(),
    version: z.int(),
    createdAt: Instant,
  })
  .meta({ id: "Partner" });
export type PartnerView = z.output<typeof PartnerView>;

export const MOST_ROWS = 50_000;

/** An order in the partner's list. Omitted fields are not compared. */
export const TheirOrder = z
  .strictObject({
    externalId: ExternalId,
    status: OrderStatus.optional(),
    paymentStatus: PaymentStatus.optional(),
    total: z.int().optional(),
    currency: Currency.optional(),
    order: PlaceOrderInput.optional().describe("The whole order, so that one that is missing here can be placed."),
  })
  .meta({ id: "TheirOrder" });
export type TheirOrder = z.output<typeof TheirOrder>;

export const TheirStock = z
  .strictObject({
    sku: Sku,
    location: Code.optional().describe("Absent: the partner's."),
    onHand: z.int().min(0).max(1_000_000_000).optional(),
    available: z.int().optional(),
  })
  .meta({ id: "TheirStock" });
export type TheirStock = z.output<typeof TheirStock>;

const tooMany = `A list has at most ${MOST_ROWS.toLocaleString("en")} rows.`;

/** The response of a partner's URL, or the posted list. */
export const TheirList = z
  .strictObject({
    orders: z.array(TheirOrder).max(MOST_ROWS, tooMany).optional(),
    stock: z.array(TheirStock).max(MOST_ROWS, tooMany).optional(),
  })
  .meta({ id: "TheirList" });
export type TheirList = z.output<typeof TheirList>;

export const StartReconciliationInput = z
  .strictObject({
    partner: RequiredText(40).describe("Id or code."),
    ...TheirList.shape,
    range: z
      .strictObject({ from: InstantInput.optional(), to: InstantInput.optional() })
      .meta({ id: "ReconciliationRange" })
      .optional()
      .describe("Orders placed from here (included) to there (excluded) are expected in their list; absent: all."),
  })
  .meta({
    id: "StartReconciliation",
    example: { partner: "acme", orders: [{ externalId: "A-1001", status: "shipped", total: 590, currency: "GBP" }] },
  });
export type StartReconciliationInput = z.output<typeof StartReconciliationInput>;

export const reconciliationStatuses = ["queued", "running", "done", "failed"] as const;
export const ReconciliationStatus = z.enum(reconciliationStatuses).meta({ id: "ReconciliationStatus" });
export type ReconciliationStatus = z.output<typeof ReconciliationStatus>;

export const ReconciliationCounts = z
  .object({
    theirs: z.int(),
    ours: z.int(),
    agree: z.int(),
    missingHere: z.int(),
    missingThere: z.int(),
    differ: z.int(),
  })
  .meta({ id: "ReconciliationCounts" });
export type ReconciliationCounts = z.output<typeof ReconciliationCounts>;

export const ReconciliationView = z
  .object({
    id: Id,
    partner: z
      .object({ id: Id, code: z.string(), name: z.string(), compares: Comparison })
      .meta({ id: "ReconciledPartner" }),
    status: ReconciliationStatus,
    range: z.object({ from: Instant.nullable(), to: Instant.nullable() }).meta({ id: "ReconciledRange" }),
    counts: ReconciliationCounts.nullable(),
    open: z.int().describe("Open differences, including those whose repair failed."),
    untouched: z
      .object({ missingHere: z.int(), missingThere: z.int(), differ: z.int() })
      .meta({ id: "UntouchedDifferences" })
      .describe("Differences that can be repaired in bulk."),
    error: z.string().nullable().describe("Why it failed, safe to show."),
    createdBy: z.string(),
    createdAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: "Reconciliation" });
export type ReconciliationView = z.output<typeof ReconciliationView>;

/** Partners with the result of their last comparison. */
export const PartnerSummary = PartnerView.extend({ lastRun: ReconciliationView.nullable() }).meta({
  id: "PartnerSummary",
});
export const PartnerPage = z.object({ data: z.array(PartnerSummary), nextCursor: z.string().nullable() });

export const ListReconciliationsInput = z.strictObject({
  partner: RequiredText(40).optional().describe("Id or code."),
  status: ReconciliationStatus.optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListReconciliationsInput = z.output<typeof ListReconciliationsInput>;
export const ReconciliationPage = z.object({ data: z.array(ReconciliationView), nextCursor: z.string().nullable() });

export const differenceKinds = ["missing_here", "missing_there", "differs"] as const;
export const DifferenceKind = z.enum(differenceKinds).meta({ id: "DifferenceKind" });
export type DifferenceKind = z.output<typeof DifferenceKind>;
export const differenceStates = ["open", "repaired", "ignored", "failed"] as const;
/** `failed`: a repair failed and the note says why; it can be retried. */
export const DifferenceState = z.enum(differenceStates).meta({ id: "DifferenceState" });

/** `here`: our records take their values. `there`: our state is sent to them again. */
export const directions = ["here", "there"] as const;
export const RepairDirection = z.enum(directions).meta({ id: "RepairDirection" });
export type RepairDirection = z.output<typeof RepairDirection>;

const Side = z.record(z.string(), z.unknown()).nullable();

export const DifferenceView = z
  .object({
    id: Id,
    reconciliationId: Id,
    key: z.string().describe("External order number, or article and location."),
    kind: DifferenceKind,
    theirs: Side,
    ours: Side,
    fields: z.array(z.string()).describe("Names of the fields that differ."),
    subjectId: Id.nullable().describe("Our order or stock level."),
    state: DifferenceState,
    repairs: z.array(RepairDirection).describe("In which directions it can be repaired; empty: `why` says why not."),
    why: z.string().nullable(),
    note: z.string().nullable(),
    settledBy: z.string().nullable(),
    settledAt: Instant.nullable(),
  })
  .meta({ id: "Difference" });
export type DifferenceView = z.output<typeof DifferenceView>;

export const ListDifferencesInput = z.strictObject({
  id: Id,
  kind: DifferenceKind.optional(),
  state: DifferenceState.optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListDifferencesInput = z.output<typeof ListDifferencesInput>;
export const DifferencePage = z.object({ data: z.array(DifferenceView), nextCursor: z.string().nullable() });

export const RepairInput = z.strictObject({
  id: Id.describe("Of the difference."),
  direction: RepairDirection.optional().describe("Absent: the only one."),
});

export const RepairAllInput = z.strictObject({
  id: Id.describe("Of the reconciliation."),
  kind: DifferenceKind,
  direction: RepairDirection.optional(),
});
export const RepairAllOutput = z.object({ id: Id, kind: DifferenceKind, open: z.int() }).meta({ id: "RepairAll" });

export const IgnoreInput = z.strictObject({ id: Id, note: Text(500).default("") });
export const ReconciliationTarget = z.strictObject({ id: Id });
