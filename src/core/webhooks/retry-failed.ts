import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Queued, RetryFailedInput } from "./delivery-schemas.ts";
import { requeueFailed } from "./delivery-store.ts";
import { stillCancelling } from "./errors.ts";
import { endpointReplayed } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { stopOf } from "./record.ts";

export const retryFailed = command({
  name: "webhooks.retryFailed",
  summary:
    "Retries all failed deliveries of an endpoint except muted ones. They wait while the endpoint is paused or disabled.",
  scope: "webhooks:write",
  audience: "public",
  input: RetryFailedInput,
  output: Queued,
  failures: [notFound, stillCancelling],
  run: async (context, { id, since }) => {
    const endpoint = await openEndpoint(context, { id });
    if (endpoint.skipThrough !== null) throw stillCancelling();
    const count = await requeueFailed(context, id, since);
    if (count > 0) context.emit(endpointReplayed(id, { count, from: since ?? null, to: null }));
    return { count, waitingFor: stopOf(endpoint.status) };
  },
});
