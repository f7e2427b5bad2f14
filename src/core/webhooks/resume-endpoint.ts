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
    "Sends to a paused or disabled endpoint again, with its record of failures cleared; first what waits, in order. Of an enabled one it only clears that record.",
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
