import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { cancelWaiting, removeEndpoint } from "./endpoint-store.ts";
import { endpointDeleted } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { factsOf, viewOf } from "./record.ts";
import { ChangeEndpointInput, EndpointView } from "./schemas.ts";

export const deleteEndpoint = command({
  name: "webhooks.deleteEndpoint",
  summary: "Deletes a webhook endpoint and cancels its pending deliveries.",
  scope: "webhooks:write",
  audience: "public",
  input: ChangeEndpointInput,
  output: EndpointView,
  failures: [notFound, stale],
  run: async (context, { id, ifVersion }) => {
    const endpoint = await openEndpoint(context, { id, ifVersion });
    await context.race("webhooks.deleteEndpoint:read");
    removeEndpoint(context, id, await cancelWaiting(context, id));
    context.emit(endpointDeleted(id, factsOf(endpoint)));
    return viewOf(endpoint);
  },
});
