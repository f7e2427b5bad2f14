import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { cancelWaiting, lockEndpoint, removeEndpoint } from "./endpoint-store.ts";
import { endpointDeleted } from "./events.ts";
import { factsOf, viewOf } from "./record.ts";
import { ChangeEndpointInput, EndpointView } from "./schemas.ts";

export const deleteEndpoint = command({
  name: "webhooks.deleteEndpoint",
  summary: "Removes a webhook endpoint and cancels what waits for it.",
  scope: "webhooks:write",
  input: ChangeEndpointInput,
  output: EndpointView,
  run: async (context, { id, ifVersion }) => {
    const endpoint = await lockEndpoint(context.tx, id);
    if (endpoint === undefined) throw notFound("webhook endpoint", id);
    if (ifVersion !== undefined && ifVersion !== endpoint.version) throw stale("webhook endpoint", endpoint.version);
    await context.race("webhooks.deleteEndpoint:read");
    removeEndpoint(context, id, await cancelWaiting(context, id));
    context.emit(endpointDeleted(id, factsOf(endpoint)));
    return viewOf(endpoint);
  },
});
