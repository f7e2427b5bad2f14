import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { cancelWaiting, resetHealth, updateEndpoint } from "./endpoint-store.ts";
import { endpointEnabled } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { type EndpointRecord, factsOf, viewOf } from "./record.ts";
import { EndpointView, ResumeEndpointInput } from "./schemas.ts";

export const resumeEndpoint = command({
  name: "webhooks.resumeEndpoint",
  summary:
    "Resumes a paused or disabled endpoint and resets its failure count; pending deliveries are sent first, in order. For an enabled endpoint it only resets the count.",
  scope: "webhooks:write",
  audience: "public",
  input: ResumeEndpointInput,
  output: EndpointView,
  failures: [notFound],
  run: async (context, { id, waiting = "deliver" }) => {
    const before = await openEndpoint(context, { id });
    await context.race("webhooks.resumeEndpoint:read");
    if (before.status === "enabled") {
      resetHealth(context, id);
      return viewOf(before);
    }
    const version = before.version + 1;
    const after: EndpointRecord = {
      ...before,
      status: "enabled",
      disabledReason: null,
      skipThrough: waiting === "cancel" ? await cancelWaiting(context, id) : before.skipThrough,
      version,
      updatedAt: context.now,
    };
    updateEndpoint(context, after);
    resetHealth(context, id);
    context.emit(endpointEnabled(id, { ...factsOf(after), waiting }));
    return viewOf(after);
  },
});
