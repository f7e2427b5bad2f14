import { z } from "zod";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Code, Id, IfVersion, Instant, InstantInput, RequiredText } from "../kernel/shapes.ts";

export const sourceKinds = ["standard", "stripe", "shopify", "carrier", "queue"] as const;
export const SourceKind = z.enum(sourceKinds).meta({ id: "InboundSourceKind" });
export type SourceKind = z.output<typeof SourceKind>;
export const SourceStatus = z.enum(["enabled", "disabled"]).meta({ id: "InboundSourceStatus" });
export const messageStates = ["received", "processed", "failed", "ignored"] as const;
export const MessageState = z.enum(messageStates).meta({ id: "InboundMessageState" });

/** Operations that a mapping may target; `inbound.targets` returns the schema of each. */
export const targetNames = [
  "orders.place",
  "orders.cancel",
  "shipments.create",
  "shipments.track",
  "payments.create",
  "payments.record",
  "payments.refund",
  "inventory.adjust",
  "customers.create",
] as const;
export const TargetName = z.enum(targetNames).meta({ id: "InboundTarget" });
export type TargetName = z.output<typeof TargetName>;

export const SourceSettings = z
  .strictObject({
    channel: Code.optional().describe("Channel of the orders that a shop sends."),
    orderReference: z
      .enum(["name", "id"])
      .optional()
      .describe("What the shop's orders are called here: its order name such as `#1001`, or its own id."),
  })
  .meta({ id: "InboundSourceSettings" });
export type SourceSettings = z.output<typeof SourceSettings>;

const Mapping = z.string().trim().min(1).max(32_768);
/** A secret chosen by the sender, as by Stripe and Shopify. */
const Secret = z
  .string()
  .trim()
  .min(8)
  .max(512)
  .regex(/^[\x21-\x7e]+$/, "A secret is printable ASCII.")
  .meta({ example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" });

export const CreateSourceInput = z
  .strictObject({
    code: Code.describe("Last part of the URL, `/api/webhooks/{code}`; unique on this server."),
    name: RequiredText(120),
    kind: SourceKind,
    secret: Secret.optional().describe(
      "Absent: one is generated, or for Stripe, Shopify and carriers set later with `inbound.rotateSecret`.",
    ),
    operation: TargetName.nullable().default(null),
    mapping: Mapping.nullable().default(null),
    settings: SourceSettings.default({}),
  })
  .meta({
    id: "CreateInboundSource",
    example: {
      code: "acme-orders",
      name: "Acme shop",
      kind: "standard",
      operation: "orders.place",
      mapping: '{ "channel": "web", "externalId": data.id, "lines": [data.lines.{ "sku": sku, "quantity": qty }] }',
    },
  });

export const UpdateSourceInput = z
  .strictObject({
    name: RequiredText(120),
    status: SourceStatus,
    operation: TargetName.nullable(),
    mapping: Mapping.nullable(),
    settings: SourceSettings,
  })
  .partial()
  .extend({ id: Id, ifVersion: IfVersion });

export const SourceView = z
  .object({
    id: Id,
    code: z.string(),
    name: z.string(),
    kind: SourceKind,
    status: SourceStatus,
    path: z.string().nullable().describe("Path below the public address; null for queues."),
    operation: TargetName.nullable(),
    mapping: z.string().nullable(),
    settings: SourceSettings,
    hasSecret: z
      .boolean()
      .describe("Whether there is a secret to verify messages with; without one every message is refused."),
    previousSecretUntil: Instant.nullable().describe("The previous secret is valid until then."),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "InboundSource" });
export type SourceView = z.output<typeof SourceView>;

export const CreatedSource = SourceView.extend({
  secret: z
    .string()
    .nullable()
    .describe(
      "The generated secret, shown only in this response; null when the sender chose it, or on a repeat of the call.",
    ),
}).meta({ id: "CreatedInboundSource" });

export const SourceDetail = SourceView.extend({
  messages: z.int().describe("Stored messages, counted up to 10,000."),
  failed: z.int().describe("Failed and not muted, counted up to 10,000."),
  lastReceivedAt: Instant.nullable(),
}).meta({ id: "InboundSourceDetail" });
export const SourceList = z.object({ data: z.array(SourceDetail), nextCursor: z.string().nullable() });

export const SourceId = z.strictObject({ id: Id });
export const DeleteSourceInput = z.strictObject({ id: Id, ifVersion: IfVersion });
export const RotateSecretInput = z.strictObject({
  id: Id,
  secret: Secret.optional().describe("The sender's new secret; absent: one is generated."),
  overlapHours: z
    .int()
    .min(0)
    .max(168)
    .default(24)
    .describe("Hours for which the previous secret stays valid; 0 ends it immediately."),
});
export const RotatedSecret = z
  .object({ id: Id, secret: z.string().nullable(), previousUntil: Instant.nullable() })
  .meta({ id: "InboundSecret" });

/** Why a message failed or was ignored, safe to show. */
export const MessageError = z
  .object({
    code: z.string(),
    message: z.string(),
    errors: z.array(z.looseObject({ pointer: z.string().optional(), detail: z.string() }).meta({ id: "InboundFault" })),
  })
  .meta({ id: "InboundMessageError" });
export type MessageError = z.output<typeof MessageError>;

export const MessageResult = z
  .object({
    operation: z.string(),
    subjectType: z.enum(["order", "stock_level", "customer"]),
    subjectId: Id,
    label: z.string().describe("Display name of the subject: an order number, a SKU, a customer's name."),
  })
  .meta({ id: "InboundMessageResult" });
export type MessageResult = z.output<typeof MessageResult>;

export const MessageView = z
  .object({
    id: Id,
    source: z
      .object({ id: Id, code: z.string(), name: z.string(), kind: SourceKind })
      .meta({ id: "InboundMessageSource" }),
    externalId: z.string().describe("The sender's own id of the message."),
    type: z.string(),
    state: MessageState,
    attempts: z.int(),
    error: MessageError.nullable(),
    result: MessageResult.nullable(),
    bytes: z.int(),
    mutedAt: Instant.nullable(),
    receivedAt: Instant,
    processedAt: Instant.nullable(),
  })
  .meta({ id: "InboundMessage" });
export type MessageView = z.output<typeof MessageView>;

export const MessageDetail = MessageView.extend({
  headers: z.record(z.string(), z.string()),
  body: z
    .object({ encoding: z.enum(["text", "base64"]), content: z.string() })
    .meta({ id: "InboundMessageBody" })
    .describe("As received; base64 when it is not UTF-8."),
  operation: TargetName.nullable().describe("The operation that it was passed to, or would be passed to now."),
  mapped: z.unknown().describe("The operation's input as last mapped."),
}).meta({ id: "InboundMessageDetail" });

export const ListMessagesInput = z.strictObject({
  sourceId: Id.optional(),
  state: MessageState.optional(),
  type: RequiredText(200).optional(),
  muted: z.boolean().optional().describe("Absent: both."),
  from: InstantInput.optional(),
  to: InstantInput.optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListMessagesInput = z.output<typeof ListMessagesInput>;
export const MessagePage = z.object({ data: z.array(MessageView), nextCursor: z.string().nullable() });
export const MessageId = z.strictObject({ id: Id });
export const MuteMessageInput = z.strictObject({ id: Id, muted: z.boolean().default(true) });
export const RetryFailedInput = z.strictObject({
  id: Id.describe("The source."),
  since: InstantInput.optional().describe("Absent: all that are stored."),
});
export const Counted = z.object({ count: z.int() }).meta({ id: "InboundCount" });

export const MessageCount = z
  .object({
    sourceId: Id,
    received: z.int().describe("Since midnight where the tenant is."),
    processed: z.int().describe("Of those that came since midnight."),
    failed: z.int().describe("Failed and not muted, whenever they came."),
    waiting: z.int().describe("Not worked off yet, whenever they came."),
  })
  .meta({ id: "InboundMessageCount" });
export type MessageCount = z.output<typeof MessageCount>;
/** A source without messages is left out. */
export const MessageCounts = z.object({ data: z.array(MessageCount), nextCursor: z.string().nullable() });

/** The longest body that is stored, bytes. */
export const MAX_BODY_BYTES = 1_048_576;

export const ReceiveMessageInput = z.strictObject({
  sourceId: Id,
  externalId: z.string().min(1).max(300),
  bodyDigest: z
    .string()
    .max(100)
    .optional()
    .describe(
      "Where a sender does not sign its ids: the same bytes about the same thing are the same message, whatever its id.",
    ),
  type: z.string().min(1).max(200),
  headers: z.record(z.string(), z.string()),
  body: z
    .base64()
    .max(Math.ceil(MAX_BODY_BYTES / 3) * 4)
    .describe("Base64."),
  failed: z
    .strictObject({ code: z.string().max(100), message: z.string().max(2000) })
    .meta({ id: "InboundGivenUp" })
    .optional()
    .describe("For messages that somebody else tried and gave up: they wait for a person instead of a worker."),
});
export type ReceiveMessageInput = z.output<typeof ReceiveMessageInput>;
export const ReceivedMessage = z.object({ id: Id, duplicate: z.boolean() }).meta({ id: "ReceivedInboundMessage" });

export const BeginMessageInput = z.strictObject({ id: Id, operation: TargetName, mapped: z.unknown() });
/** Null: already processed. */
export const BegunMessage = z.object({ mapped: z.unknown() }).nullable();
export const FinishMessageInput = z.strictObject({
  id: Id,
  outcome: z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("processed"), result: MessageResult }).meta({ id: "InboundProcessed" }),
    z.strictObject({ state: z.literal("failed"), error: MessageError }).meta({ id: "InboundFailed" }),
    z.strictObject({ state: z.literal("ignored"), error: MessageError }).meta({ id: "InboundIgnored" }),
  ]),
});

export const PreviewMappingInput = z
  .strictObject({
    mapping: Mapping,
    operation: TargetName.nullable().default(null),
    messageId: Id.optional().describe("A stored message, or"),
    body: z.string().max(MAX_BODY_BYTES).optional().describe("a body from the request."),
  })
  .refine(({ messageId, body }) => (messageId === undefined) !== (body === undefined), {
    message: "Give a message or a body, not both.",
    path: ["body"],
  });
export const MappingPreview = z
  .object({
    mapped: z.unknown().describe("Result of the mapping; null when it fails or yields nothing."),
    problem: z
      .object({ code: z.string(), message: z.string(), position: z.int().nullable() })
      .meta({ id: "MappingProblem" })
      .nullable()
      .describe("Why the mapping itself fails."),
    ignored: z.boolean().describe("The mapping yields nothing: the message would be skipped."),
    faults: z
      .array(z.looseObject({ pointer: z.string().optional(), detail: z.string() }).meta({ id: "MappingFault" }))
      .describe("Validation result of the operation."),
  })
  .meta({ id: "InboundMappingPreview" });

export const TargetList = z.object({
  data: z.array(
    z
      .object({
        operation: TargetName,
        summary: z.string(),
        schema: z.record(z.string(), z.unknown()).describe("JSON Schema (2020-12) of the input."),
        example: z.unknown(),
      })
      .meta({ id: "InboundTargetDetail" }),
  ),
  nextCursor: z.string().nullable(),
});
