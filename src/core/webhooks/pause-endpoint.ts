import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { updateEndpoint } from "./endpoint-store.ts";
import { endpointDisabled } from "./errors.ts";
import { endpointUpdated } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { type EndpointRecord, factsOf, viewOf } from "./record.ts";
import { EndpointId, EndpointView } from "./schemas.ts";

export const pauseEndpoint = command({
  name: "webhooks.pauseEndpoint",
  summary: "Pauses deliveries to this endpoint until it is resumed. Idempotent.",
  scope: "webhooks:write",
  audience: "public",
  input: EndpointId,
  output: EndpointView,
  failures: [notFound, endpointDisabled],
  run: async (context, { id }) => {
    const before = await openEndpoint(context, { id });
    if (before.status === "disabled") throw endpointDisabled();
    if (before.status === "paused") return viewOf(before);
    const version = before.version + 1;
    const after: EndpointRecord = { ...before, status: "paused", version, updatedAt: context.now };
    updateEndpoint(context, after);
    context.emit(endpointUpdated(id, factsOf(after)));
    return viewOf(after);
  },
});
