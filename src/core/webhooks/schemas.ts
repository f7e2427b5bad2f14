import { z } from "zod";
import { EventTypePattern } from "../events/schemas.ts";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Code, Id, IfVersion, Instant, Text } from "../kernel/shapes.ts";

export const endpointStatuses = ["enabled", "paused", "disabled"] as const;
/** `paused` by a user, `disabled` because it answered 410 or failed for five days: deliveries wait for a resume. */
export const EndpointStatus = z.enum(endpointStatuses).meta({ id: "WebhookEndpointStatus" });
export const DisabledReason = z.enum(["gone", "failing"]).meta({ id: "WebhookDisabledReason" });
export const Signing = z.enum(["hmac", "ed25519"]).meta({ id: "WebhookSigning" });
/** `thin`: the CloudEvent without `data`, with a `dataref` to read it at. */
export const Payload = z.enum(["full", "thin"]).meta({ id: "WebhookPayload" });

/** `order.placed`, `order.*` or `*` */
export const SubscribedType = z.union([z.literal("*"), EventTypePattern]);

const TargetUrl = z
  .url({ protocol: /^https?$/, error: "An endpoint is an http or https address." })
  .max(2048)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url === undefined || `${url.username}${url.password}${url.hash}` === "";
  }, "Credentials and fragments do not belong into an endpoint's address: send a header instead.")
  .meta({ example: "https://example.com/webhooks" });

/** Hop-by-hop headers (RFC 9110 §7.6.1), content headers, and those that Standard Webhooks and we set. */
const OWN_HEADERS = new Set(
  (
    "connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade " +
    "host expect date via cookie user-agent accept-encoding traceparent tracestate"
  ).split(" "),
);

export const isForbiddenHeader = (name: string): boolean =>
  OWN_HEADERS.has(name) || /^(webhook|content|svix|sec|http2)-/.test(name);

const HeaderName = z
  .string()
  .toLowerCase()
  .max(80)
  .regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/, "This is not the name of a header.")
  .refine((name) => !isForbiddenHeader(name), "This header is set by Crossdock or by HTTP itself.")
  .meta({ example: "authorization" });
const HeaderValue = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^[\x20-\x7e]+$/, "A header's value is printable ASCII.");

/** The payload may be reduced to fields of the event, as in `data.number`. */
const FieldPath = z
  .string()
  .max(120)
  .regex(/^[a-zA-Z_]\w*(\.[a-zA-Z_]\w*)*$/, "A field is like type or data.number.")
  .meta({ example: "data.number" });

const endpointFields = {
  url: TargetUrl,
  description: Text(500),
  eventTypes: z.array(SubscribedType).min(1).max(50),
  channels: z
    .array(Code)
    .max(100)
    .describe("Codes; only events of orders of these channels. Empty: of all, and of what has no channel."),
  headers: z
    .record(HeaderName, HeaderValue)
    .refine((headers) => Object.keys(headers).length <= 20, "At most 20.")
    .describe("Sent with each delivery; stored encrypted and never shown again."),
  payload: Payload,
  transform: z
    .string()
    .trim()
    .min(1)
    .max(10_000)
    .nullable()
    .describe("JSONata over the CloudEvent; its result is the body."),
  fields: z
    .array(FieldPath)
    .min(1)
    .max(50)
    .describe("Only these fields of the CloudEvent are sent: short for a transform that picks them."),
  ordered: z.boolean().describe("One delivery at a time per subject, in the order of its events."),
  maxPerSecond: z.int().min(1).max(10_000).nullable(),
  maxConcurrent: z.int().min(1).max(100),
};

const oneOfTwo = ({ transform, fields }: { transform?: string | null | undefined; fields?: unknown }) =>
  fields === undefined || transform === undefined || transform === null;
const BOTH = { error: "Send a transform or fields, not both.", path: ["fields"] };

export const CreateEndpointInput = z
  .strictObject({
    ...endpointFields,
    description: endpointFields.description.default(""),
    eventTypes: endpointFields.eventTypes.default(["*"]),
    channels: endpointFields.channels.default([]),
    headers: endpointFields.headers.default({}),
    signing: Signing.default("hmac"),
    payload: Payload.default("full"),
    transform: endpointFields.transform.default(null),
    fields: endpointFields.fields.optional(),
    ordered: endpointFields.ordered.default(true),
    maxPerSecond: endpointFields.maxPerSecond.default(null),
    maxConcurrent: endpointFields.maxConcurrent.default(10),
  })
  .refine(oneOfTwo, BOTH)
  .meta({ id: "CreateWebhookEndpoint", example: { url: "https://example.com/webhooks", eventTypes: ["order.*"] } });

/** Headers are replaced as a whole. */
export const UpdateEndpointInput = z
  .strictObject(endpointFields)
  .partial()
  .extend({ id: Id, ifVersion: IfVersion })
  .refine(oneOfTwo, BOTH)
  .meta({
    example: { id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11", eventTypes: ["order.*"], description: "The warehouse" },
  });

export const EndpointView = z
  .object({
    id: Id,
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(z.string()),
    channels: z.array(z.string()),
    headerNames: z.array(z.string()).describe("Of the headers sent with each delivery; their values are never shown."),
    signing: Signing,
    payload: Payload,
    transform: z.string().nullable(),
    ordered: z.boolean(),
    maxPerSecond: z.int().nullable(),
    maxConcurrent: z.int(),
    status: EndpointStatus,
    disabledReason: DisabledReason.nullable(),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "WebhookEndpoint" });
export type EndpointView = z.output<typeof EndpointView>;

export const CreatedEndpoint = EndpointView.extend({
  secret: z
    .string()
    .nullable()
    .describe(
      "`whsec_…`, or for Ed25519 the public key `whpk_…`. Null when the call is a repeat with the same idempotency key.",
    ),
}).meta({ id: "CreatedWebhookEndpoint" });

export const EndpointHealth = z
  .object({
    failures: z.int().describe("Consecutive failures, over all deliveries."),
    failingSince: Instant.nullable(),
    pausedUntil: Instant.nullable().describe("Nothing is sent until then; then one delivery probes the endpoint."),
    noticedPercent: z
      .int()
      .describe("How much of the five days until it is disabled has passed, as noticed last: 0, 50, 70, 90 or 100."),
    lastSuccessAt: Instant.nullable(),
    lastFailureAt: Instant.nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: "WebhookEndpointHealth" });

export const DayOfAttempts = z
  .object({
    succeeded: z.int().describe("Attempts of the last 24 hours."),
    failed: z.int(),
    successRate: z.number().nullable().describe("Of 1; null when nothing was sent."),
  })
  .meta({ id: "WebhookDay" });

export const EndpointDetail = EndpointView.extend({
  health: EndpointHealth,
  pending: z.int().describe("Pending deliveries, counted up to 10,000."),
  failed: z.int().describe("Deliveries that failed for good and are not muted, counted up to 10,000."),
  last24h: DayOfAttempts,
}).meta({ id: "WebhookEndpointDetail" });

export const EndpointPage = z.object({ data: z.array(EndpointDetail), nextCursor: z.string().nullable() });
export const ListEndpointsInput = z.strictObject({
  status: EndpointStatus.optional(),
  failing: z
    .literal(true)
    .optional()
    .describe("Only endpoints whose latest attempts failed, or that are disabled because of failures."),
  limit: limitInput,
  cursor: cursorInput,
});
export const EndpointId = z.strictObject({ id: Id });
export const ResumeEndpointInput = z.strictObject({
  id: Id,
  waiting: z
    .enum(["deliver", "cancel"])
    .optional()
    .describe("What happens to pending deliveries: sent in order (default), or `cancelled`."),
});
export const ChangeEndpointInput = z.strictObject({ id: Id, ifVersion: IfVersion });

export const RotateSecretInput = z.strictObject({
  id: Id,
  overlapHours: z
    .int()
    .min(0)
    .max(168)
    .default(24)
    .describe("Hours for which the previous secret signs as well; 0 ends it immediately."),
});
export const SecretAnswer = z
  .object({
    id: Id,
    signing: Signing,
    secret: z
      .string()
      .nullable()
      .describe(
        "`whsec_…`, or for Ed25519 the public key `whpk_…`; null when the call is a repeat with the same idempotency key.",
      ),
    previousUntil: Instant.nullable().describe("Previous secrets sign until then."),
  })
  .meta({ id: "WebhookSecret" });

export const MetricsInput = z.strictObject({ id: Id, window: z.enum(["24h", "7d"]).default("24h") });
export const PreviewPayloadInput = z
  .strictObject({
    payload: Payload.default("full"),
    transform: endpointFields.transform.default(null),
    fields: endpointFields.fields.optional(),
    eventId: Id.optional().describe("Absent: the newest event of `type`, else a sample."),
    type: EventTypePattern.default("order.placed"),
  })
  .refine(oneOfTwo, BOTH)
  .meta({ id: "PreviewWebhookPayload", example: { payload: "full", fields: ["id", "type", "data.number"] } });
