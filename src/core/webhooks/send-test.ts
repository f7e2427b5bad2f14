import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { endpointDisabled, endpointPaused } from "./errors.ts";
import { webhookTest } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { viewOf } from "./record.ts";
import { EndpointId, EndpointView } from "./schemas.ts";

export const sendTest = command({
  name: "webhooks.sendTest",
  summary: "Sends a `webhook.test` event to this endpoint, regardless of its subscriptions.",
  scope: "webhooks:write",
  audience: "public",
  input: EndpointId,
  output: EndpointView,
  failures: [notFound, endpointDisabled, endpointPaused],
  run: async ({ tx, actor, emit }, { id }) => {
    const endpoint = await openEndpoint({ tx, actor }, { id });
    if (endpoint.status === "disabled") throw endpointDisabled();
    if (endpoint.status === "paused") throw endpointPaused();
    emit(webhookTest(id, { message: "A test from Crossdock." }));
    return viewOf(endpoint);
  },
});
