import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { secretText } from "../kernel/redaction.ts";

const subjectType = "webhook_endpoint";
/** Contains neither headers nor secrets: events go to every subscriber. */
const EndpointFacts = z.object({
  url: secretText(z.string()),
  eventTypes: z.array(z.string()),
  status: z.string(),
});

export const endpointCreated = eventType({
  type: "webhook_endpoint.created",
  description: "A webhook endpoint was created.",
  subjectType,
  data: EndpointFacts,
});
export const endpointUpdated = eventType({
  type: "webhook_endpoint.updated",
  description: "A webhook endpoint was updated or paused.",
  subjectType,
  data: EndpointFacts,
});
export const endpointDeleted = eventType({
  type: "webhook_endpoint.deleted",
  description: "A webhook endpoint was deleted; its pending deliveries were cancelled.",
  subjectType,
  data: EndpointFacts,
});
export const endpointEnabled = eventType({
  type: "webhook_endpoint.enabled",
  description: "A paused or disabled webhook endpoint was resumed; its pending deliveries are sent or cancelled.",
  subjectType,
  data: EndpointFacts.extend({ waiting: z.enum(["deliver", "cancel"]) }),
});
export const endpointDisabledEvent = eventType({
  type: "webhook_endpoint.disabled",
  description: "A webhook endpoint was disabled after a 410 response or five days of failures. Later events wait.",
  subjectType,
  data: z.object({ url: secretText(z.string()), reason: z.enum(["gone", "failing"]) }),
});
export const endpointFailing = eventType({
  type: "webhook_endpoint.failing",
  description: "A webhook endpoint keeps failing; at 100 percent it is disabled.",
  subjectType,
  data: z.object({ url: secretText(z.string()), percent: z.int(), failingSince: z.string().nullable() }),
});
export const secretRotated = eventType({
  type: "webhook_endpoint.secret_rotated",
  description: "The signing secret of a webhook endpoint was rotated.",
  subjectType,
  data: z.object({ previousUntil: z.string().nullable() }),
});
export const secretRevealed = eventType({
  type: "webhook_endpoint.secret_revealed",
  description: "The signing secret of a webhook endpoint was revealed.",
  subjectType,
  data: z.object({}),
});
export const endpointReplayed = eventType({
  type: "webhook_endpoint.replayed",
  description: "Events were queued for replay to a webhook endpoint.",
  subjectType,
  data: z.object({ count: z.int(), from: z.string().nullable(), to: z.string().nullable() }),
});
export const webhookTest = eventType({
  type: "webhook.test",
  description: "A test of one webhook endpoint; no other endpoint receives it.",
  subjectType,
  data: z.object({ message: z.string() }),
});

const DeliveryFacts = z.object({ endpointId: z.string(), eventId: z.string(), type: z.string() });
export const deliveryRetried = eventType({
  type: "webhook_delivery.retried",
  description: "A retry of a webhook delivery was requested.",
  subjectType: "webhook_delivery",
  data: DeliveryFacts,
});
export const deliveryCancelled = eventType({
  type: "webhook_delivery.cancelled",
  description: "A pending webhook delivery was cancelled.",
  subjectType: "webhook_delivery",
  data: DeliveryFacts,
});
export const deliveryMuted = eventType({
  type: "webhook_delivery.muted",
  description: "A failed webhook delivery was muted or unmuted.",
  subjectType: "webhook_delivery",
  data: DeliveryFacts.extend({ muted: z.boolean() }),
});
