import { z } from "zod";
import { EventTypePattern } from "../events/schemas.ts";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Code, Id, IfVersion, Instant, Text } from "../kernel/shapes.ts";

export const endpointStatuses = ["enabled", "paused", "disabled"] as const;
/** `paused` by a person, `disabled` because it answered 410 or failed for five days: deliveries wait until it is resumed. */
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

/** Hop-by-hop (RFC 9110 §7.6.1), content, and what Standard Webhooks and we set ourselves. */
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

/** What is sent may be cut down to fields of the event, as in `data.number`. */
const FieldPath = z
  .string()
  .max(120)
  .regex(/^[a-zA-Z_]\w*(\.[a-zA-Z_]\w*)*$/, "A field is like type or data.number.")
  .meta({ example: "data.number" });

const endpointFields = {
  url: TargetUrl,
  description: Text(500),
  eventTypes: z.array(SubscribedType).min(1).max(50),
  /** Codes; only events of orders of these channels. Empty: of all, and of what has no channel. */
  channels: z.array(Code).max(100),
  /** Sent with each delivery; kept sealed and never shown again. */
  headers: z.record(HeaderName, HeaderValue).refine((headers) => Object.keys(headers).length <= 20, "At most 20."),
  payload: Payload,
  /** JSONata over the CloudEvent; its result is the body. */
  transform: z.string().trim().min(1).max(10_000).nullable(),
  /** Only these fields of the CloudEvent are sent: short for a transform that picks them. */
  fields: z.array(FieldPath).min(1).max(50),
  /** One delivery at a time per subject, in the order of its events. */
  ordered: z.boolean(),
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
  .refine(oneOfTwo, BOTH);

export const EndpointView = z
  .object({
    id: Id,
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(z.string()),
    channels: z.array(z.string()),
    /** Of the headers sent with each delivery; their values are never shown. */
    headerNames: z.array(z.string()),
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
  /** `whsec_…`, or for Ed25519 the public key `whpk_…`. Null when the call is a repeat with the same idempotency key. */
  secret: z.string().nullable(),
}).meta({ id: "CreatedWebhookEndpoint" });

export const EndpointHealth = z
  .object({
    /** Failures in a row, over all deliveries. */
    failures: z.int(),
    failingSince: Instant.nullable(),
    /** Nothing is sent until then; then one delivery tries whether the endpoint is back. */
    pausedUntil: Instant.nullable(),
    /** How much of the five days until it is disabled has passed, as noticed last: 0, 50, 70, 90 or 100. */
    noticedPercent: z.int(),
    lastSuccessAt: Instant.nullable(),
    lastFailureAt: Instant.nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: "WebhookEndpointHealth" });

export const DayOfAttempts = z.object({
  /** Attempts of the last 24 hours. */
  succeeded: z.int(),
  failed: z.int(),
  /** Of 1; null when nothing was sent. */
  successRate: z.number().nullable(),
});

export const EndpointDetail = EndpointView.extend({
  health: EndpointHealth,
  /** Deliveries that wait, counted up to 10,000. */
  pending: z.int(),
  /** Deliveries that failed for good and are not muted, counted up to 10,000. */
  failed: z.int(),
  last24h: DayOfAttempts,
}).meta({ id: "WebhookEndpointDetail" });

export const EndpointPage = z.object({ data: z.array(EndpointDetail), nextCursor: z.string().nullable() });
export const ListEndpointsInput = z.strictObject({
  status: EndpointStatus.optional(),
  /** Only those whose newest attempts failed, or that are disabled because of it. */
  failing: z.literal(true).optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export const EndpointId = z.strictObject({ id: Id });
export const ResumeEndpointInput = z.strictObject({
  id: Id,
  /** What becomes of the deliveries that wait: they are sent in order, or end as `cancelled`. */
  waiting: z.enum(["deliver", "cancel"]).default("deliver"),
});
export const ChangeEndpointInput = z.strictObject({ id: Id, ifVersion: IfVersion });

export const RotateSecretInput = z.strictObject({
  id: Id,
  /** Hours in which the old secret signs as well; 0 ends it at once. */
  overlapHours: z.int().min(0).max(168).default(24),
});
export const SecretAnswer = z
  .object({
    id: Id,
    signing: Signing,
    /** `whsec_…`, or for Ed25519 the public key `whpk_…`; null when the call is a repeat with the same idempotency key. */
    secret: z.string().nullable(),
    /** Older ones sign until then. */
    previousUntil: Instant.nullable(),
  })
  .meta({ id: "WebhookSecret" });

export const MetricsInput = z.strictObject({ id: Id, window: z.enum(["24h", "7d"]).default("24h") });
export const PreviewPayloadInput = z
  .strictObject({
    payload: Payload.default("full"),
    transform: endpointFields.transform.default(null),
    fields: endpointFields.fields.optional(),
    /** Absent: the newest event of `type`, else a sample. */
    eventId: Id.optional(),
    type: EventTypePattern.default("order.placed"),
  })
  .refine(oneOfTwo, BOTH)
  .meta({ id: "PreviewWebhookPayload", example: { payload: "full", fields: ["id", "type", "data.number"] } });
