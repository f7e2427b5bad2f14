import { mayRead } from "../events/readable.ts";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { DeliveryDetail, DeliveryId } from "./delivery-schemas.ts";
import { readAttempts, readDelivery } from "./delivery-store.ts";
import { readEndpoint } from "./endpoint-store.ts";
import { readEvent } from "./event-store.ts";
import { CONTENT_HEADERS, shownBody } from "./payload.ts";
import { deliveryViewOf, viewOf } from "./record.ts";

/** Shown instead of the value of an encrypted header. */
const HIDDEN = "••••••••";
const UNREADABLE = { body: null, problem: "What is sent needs the reading scope of its subject." };

export const getDelivery = query({
  name: "webhooks.getDelivery",
  summary: "Returns one webhook delivery with its attempts and payload.",
  scope: "webhooks:read",
  audience: "public",
  input: DeliveryId,
  output: DeliveryDetail,
  failures: [notFound],
  run: async ({ read, actor }, { id }) => {
    const [delivery, attempts] = await Promise.all([readDelivery(read, id), readAttempts(read, id)]);
    if (delivery === undefined) throw notFound("webhook delivery", id);
    const [endpoint, event] = await Promise.all([
      readEndpoint(read, delivery.endpointId),
      readEvent(read, delivery.eventId),
    ]);
    if (endpoint === undefined || event === undefined) throw notFound("webhook delivery", id);
    const custom = Object.keys(endpoint.headers).toSorted();
    return {
      ...deliveryViewOf(delivery, actor),
      tries: attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
      endpoint: viewOf(endpoint),
      request: {
        headers: {
          ...CONTENT_HEADERS,
          "webhook-id": event.id,
          ...Object.fromEntries(custom.map((name) => [name, HIDDEN])),
        },
        ...(mayRead(actor, event.type) ? await shownBody(endpoint, read.tenantId, event) : UNREADABLE),
      },
    };
  },
});
