import type { Schema } from "#transports/documents/openapi-schemas.ts";

const text = (description: string, more: Schema = {}): Schema => ({ type: "string", description, ...more });
const headers = (properties: Record<string, Schema>, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});

const traceparent = text("W3C Trace Context of the call that the event comes from, where that call was traced.");

/** Standard Webhooks (github.com/standard-webhooks/standard-webhooks). */
export const webhookHeaders = headers(
  {
    "webhook-id": text("The same over all attempts; use it to ignore duplicates."),
    "webhook-timestamp": text("Unix time in seconds of this attempt.", { pattern: "^[0-9]+$" }),
    "webhook-signature": text(
      "HMAC-SHA256 of `id.timestamp.body` as `v1,<base64>`; several while a secret is rotated.",
    ),
    traceparent,
  },
  ["webhook-id", "webhook-timestamp", "webhook-signature"],
);

export const brokerHeaders = {
  kafka: headers({ "content-type": text("`application/cloudevents+json; charset=UTF-8`"), traceparent }),
  redis: headers({
    id: text("The event's id.", { format: "uuid" }),
    type: text("The event's type."),
    subject: text("What it happened to.", { format: "uuid" }),
    sequence: text("1, 2, 3… per subject."),
    tenant: text("Whose event it is.", { format: "uuid" }),
    traceparent,
  }),
};

export const intakeHeaders = headers({
  "idempotency-key": text("The same key and payload are one order; absent: the place of the message in its topic."),
  "crossdock-tenant": text("The slug of the merchant whose order it is, where there is more than one."),
  traceparent: text("W3C Trace Context of the sender: the order and its events belong to the same trace."),
});
