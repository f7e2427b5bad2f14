import { z } from "zod";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Id, Instant, InstantInput } from "../kernel/shapes.ts";
import { EndpointStatus, EndpointView, SubscribedType } from "./schemas.ts";

export const deliveryStates = ["pending", "succeeded", "failed", "cancelled"] as const;
export const DeliveryState = z.enum(deliveryStates).meta({ id: "WebhookDeliveryState" });

/** Why nothing is sent until the endpoint is resumed; null when it is not stopped. */
const WaitingFor = EndpointStatus.exclude(["enabled"]).meta({ id: "WebhookWaitingFor" }).nullable();

export const DeliveryView = z
  .object({
    id: Id,
    endpointId: Id,
    endpointUrl: z.string(),
    eventId: Id,
    type: z.string(),
    subjectType: z.string(),
    subjectId: Id,
    subjectLabel: z.string().nullable().describe("Display name of the subject: an order number, a SKU, a name."),
    sequence: z.int(),
    replay: z.boolean(),
    state: DeliveryState,
    waitingFor: WaitingFor,
    attempts: z.int(),
    dueAt: Instant.describe("Time of the next attempt."),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    mutedAt: Instant.nullable(),
    createdAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: "WebhookDelivery" });
export type DeliveryView = z.output<typeof DeliveryView>;

export const AttemptView = z
  .object({
    number: z.int(),
    at: Instant,
    durationMs: z.int(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    responseBody: z.string().nullable().describe("At most its first 4 KB."),
  })
  .meta({ id: "WebhookAttempt" });

export const DeliveryDetail = DeliveryView.extend({
  tries: z.array(AttemptView).describe("By number."),
  endpoint: EndpointView.pick({ id: true, url: true, description: true, status: true, disabledReason: true }).meta({
    id: "WebhookDeliveryEndpoint",
  }),
  request: z
    .object({
      headers: z.record(z.string(), z.string()),
      body: z.string().nullable().describe("Null when the transform fails."),
      problem: z.string().nullable(),
    })
    .meta({ id: "WebhookRequest" })
    .describe("The request with the endpoint's current settings. Signature and timestamp are new for each attempt."),
}).meta({ id: "WebhookDeliveryDetail" });

export const ListDeliveriesInput = z.strictObject({
  endpointId: Id.optional(),
  state: DeliveryState.optional(),
  type: SubscribedType.optional(),
  subjectId: Id.optional(),
  from: InstantInput.optional(),
  to: InstantInput.optional(),
  muted: z.boolean().optional().describe("Absent: both."),
  retrying: z.literal(true).optional().describe("Only deliveries that wait for a retry."),
  failing: z
    .literal(true)
    .optional()
    .describe("Only failed deliveries that are not muted, including those queued for a manual retry."),
  limit: limitInput,
  cursor: cursorInput,
});
export const DeliveryPage = z.object({ data: z.array(DeliveryView), nextCursor: z.string().nullable() });
export const DeliveryId = z.strictObject({ id: Id });
export const MuteDeliveryInput = z.strictObject({ id: Id, muted: z.boolean().default(true) });

export const RetryFailedInput = z.strictObject({
  id: Id,
  since: InstantInput.optional().describe("Absent: all that are stored."),
});
export const ReplayInput = z
  .strictObject({
    id: Id,
    from: InstantInput,
    to: InstantInput.optional().describe("Absent: until now."),
    types: z.array(SubscribedType).min(1).max(50).optional().describe("Absent: what the endpoint subscribes to."),
  })
  .refine(({ from, to }) => to === undefined || Date.parse(from) < Date.parse(to), {
    error: "This must be later than from.",
    path: ["to"],
  })
  .meta({ example: { id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11", from: "2026-11-22T18:00:00Z", types: ["order.*"] } });
/** `waitingFor`: nothing of it is sent before the endpoint is resumed. */
export const Queued = z.object({ count: z.int(), waitingFor: WaitingFor }).meta({ id: "WebhookQueued" });
export const Counted = z.object({ count: z.int() }).meta({ id: "WebhookCount" });
