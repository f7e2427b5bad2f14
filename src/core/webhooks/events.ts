import { z } from "zod";
import { eventType } from "../kernel/event.ts";

const subjectType = "webhook_endpoint";
/** Neither headers nor secrets: events go to every subscriber. */
const EndpointFacts = z.object({
  url: z.string(),
  eventTypes: z.array(z.string()),
  status: z.string(),
});

export const endpointCreated = eventType({
  type: "webhook_endpoint.created",
  description: "A webhook endpoint was added.",
  subjectType,
  data: EndpointFacts,
});
export const endpointUpdated = eventType({
  type: "webhook_endpoint.updated",
  description: "A webhook endpoint was changed or paused.",
  subjectType,
  data: EndpointFacts,
});
export const endpointDeleted = eventType({
  type: "webhook_endpoint.deleted",
  description: "A webhook endpoint was removed; what waited for it was cancelled.",
  subjectType,
  data: EndpointFacts,
});
export const endpointEnabled = eventType({
  type: "webhook_endpoint.enabled",
  description: "A paused or disabled webhook endpoint is sent to again; what waited is sent or cancelled.",
  subjectType,
  data: EndpointFacts.extend({ waiting: z.enum(["deliver", "cancel"]) }),
});
export const endpointDisabledEvent = eventType({
  type: "webhook_endpoint.disabled",
  description:
    "A webhook endpoint was disabled: it answered 410, or it failed for five days. What happens from then on waits.",
  subjectType,
  data: z.object({ url: z.string(), reason: z.enum(["gone", "failing"]) }),
});
export const endpointFailing = eventType({
  type: "webhook_endpoint.failing",
  description: "A webhook endpoint fails without a break; at 100 percent it is disabled.",
  subjectType,
  data: z.object({ url: z.string(), percent: z.int(), failingSince: z.string().nullable() }),
});
export const secretRotated = eventType({
  type: "webhook_endpoint.secret_rotated",
  description: "A webhook endpoint has a new signing secret.",
  subjectType,
  data: z.object({ previousUntil: z.string().nullable() }),
});
export const secretRevealed = eventType({
  type: "webhook_endpoint.secret_revealed",
  description: "Somebody looked at the signing secret of a webhook endpoint.",
  subjectType,
  data: z.object({}),
});
export const endpointReplayed = eventType({
  type: "webhook_endpoint.replayed",
  description: "Events were queued for a webhook endpoint again.",
  subjectType,
  data: z.object({ count: z.int(), from: z.string().nullable(), to: z.string().nullable() }),
});
export const webhookTest = eventType({
  type: "webhook.test",
  description: "A test of one webhook endpoint; nobody else is told.",
  subjectType,
  data: z.object({ message: z.string() }),
});

const DeliveryFacts = z.object({ endpointId: z.string(), eventId: z.string(), type: z.string() });
export const deliveryRetried = eventType({
  type: "webhook_delivery.retried",
  description: "Somebody asked for a webhook delivery to be sent again.",
  subjectType: "webhook_delivery",
  data: DeliveryFacts,
});
export const deliveryCancelled = eventType({
  type: "webhook_delivery.cancelled",
  description: "A waiting webhook delivery was cancelled.",
  subjectType: "webhook_delivery",
  data: DeliveryFacts,
});
export const deliveryMuted = eventType({
  type: "webhook_delivery.muted",
  description: "A failed webhook delivery was put aside, or brought back.",
  subjectType: "webhook_delivery",
  data: DeliveryFacts.extend({ muted: z.boolean() }),
});
