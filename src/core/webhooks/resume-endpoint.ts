import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { lockEndpoint, resetHealth, updateEndpoint } from "./endpoint-store.ts";
import { endpointEnabled } from "./events.ts";
import { type EndpointRecord, factsOf, viewOf } from "./record.ts";
import { EndpointId, EndpointView } from "./schemas.ts";

export const resumeEndpoint = command({
  name: "webhooks.resumeEndpoint",
  summary: "Sends to a paused or disabled endpoint again, with its record of failures cleared.",
  scope: "webhooks:write",
  input: EndpointId,
  output: EndpointView,
  run: async (context, { id }) => {
    const before = await lockEndpoint(context.tx, id);
    if (before === undefined) throw notFound("webhook endpoint", id);
    const version = before.version + 1;
    const after: EndpointRecord = {
      ...before,
      status: "enabled",
      disabledReason: null,
      version,
      updatedAt: context.now,
    };
    updateEndpoint(context, after);
    resetHealth(context, id);
    context.emit(endpointEnabled(id, factsOf(after)));
    return viewOf(after);
  },
});
