import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { requeueFailed } from "./delivery-store.ts";
import { lockEndpoint } from "./endpoint-store.ts";
import { endpointDisabled } from "./errors.ts";
import { endpointReplayed } from "./events.ts";
import { Counted, RetryFailedInput } from "./schemas.ts";

export const retryFailed = command({
  name: "webhooks.retryFailed",
  summary: "Sends all failed deliveries of an endpoint again, muted ones excepted.",
  scope: "webhooks:write",
  input: RetryFailedInput,
  output: Counted,
  run: async (context, { id, since }) => {
    const endpoint = await lockEndpoint(context.tx, id);
    if (endpoint === undefined) throw notFound("webhook endpoint", id);
    if (endpoint.status === "disabled") throw endpointDisabled();
    const count = await requeueFailed(context, id, since);
    if (count > 0) context.emit(endpointReplayed(id, { count, from: since ?? null, to: null }));
    return { count };
  },
});
