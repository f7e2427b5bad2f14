import * as webhooks from "#core/webhooks/index.ts";
import { EndpointView } from "#core/webhooks/schemas.ts";
import { route, version } from "../route.ts";

const tag = "Webhooks";
const endpoints = "/webhook-endpoints";
const endpoint = `${endpoints}/{id}`;
const delivery = "/webhook-deliveries/{id}";

/** Only fields covered by the version: an endpoint's health changes without one. */
const settings = { schema: EndpointView, of: (output: EndpointView) => EndpointView.parse(output) };

export const webhookRoutes = [
  route({ method: "GET", path: endpoints, operation: webhooks.listEndpoints, tag }),
  route({
    method: "POST",
    path: endpoints,
    operation: webhooks.createEndpoint,
    tag,
    status: 201,
    location: ({ id }) => `${endpoints}/${id}`,
    version,
  }),
  route({ method: "GET", path: endpoint, operation: webhooks.getEndpoint, tag, version, body: settings }),
  route({
    method: "PATCH",
    path: endpoint,
    operation: webhooks.updateEndpoint,
    tag,
    version,
  }),
  route({ method: "DELETE", path: endpoint, operation: webhooks.deleteEndpoint, tag, status: 204 }),
  route({ method: "GET", path: `${endpoint}/metrics`, operation: webhooks.endpointMetrics, tag }),
  route({
    method: "POST",
    path: `${endpoint}/pause`,
    operation: webhooks.pauseEndpoint,
    tag,
    version,
  }),
  route({ method: "POST", path: `${endpoint}/resume`, operation: webhooks.resumeEndpoint, tag, version }),
  route({ method: "POST", path: `${endpoint}/rotate-secret`, operation: webhooks.rotateSecret, tag }),
  route({ method: "POST", path: `${endpoint}/reveal-secret`, operation: webhooks.revealSecret, tag }),
  route({
    method: "POST",
    path: `${endpoint}/test`,
    operation: webhooks.sendTest,
    tag,
    version,
  }),
  route({
    method: "POST",
    path: `${endpoint}/replay`,
    operation: webhooks.replayEvents,
    tag,
  }),
  route({
    method: "POST",
    path: `${endpoint}/retry-failed`,
    operation: webhooks.retryFailed,
    tag,
  }),
  route({ method: "GET", path: "/webhook-event-types", operation: webhooks.listEventTypes, tag }),
  route({ method: "GET", path: "/webhook-deliveries", operation: webhooks.listDeliveries, tag }),
  route({ method: "GET", path: delivery, operation: webhooks.getDelivery, tag }),
  route({
    method: "POST",
    path: `${delivery}/retry`,
    operation: webhooks.retryDelivery,
    tag,
  }),
  route({
    method: "POST",
    path: `${delivery}/cancel`,
    operation: webhooks.cancelDelivery,
    tag,
  }),
  route({ method: "POST", path: `${delivery}/mute`, operation: webhooks.muteDelivery, tag }),
];
