import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Queued, ReplayInput } from "./delivery-schemas.ts";
import { queueReplay } from "./delivery-store.ts";
import { endpointReplayed } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { stopOf } from "./record.ts";

export const replayEvents = command({
  name: "webhooks.replayEvents",
  summary:
    "Replays the events of a period to an endpoint, with the same ids and its current filters. Deliveries wait while the endpoint is paused or disabled.",
  scope: "webhooks:write",
  audience: "public",
  input: ReplayInput,
  output: Queued,
  failures: [notFound],
  run: async (context, { id, from, to = context.now.toISOString(), types = ["*"] }) => {
    const endpoint = await openEndpoint(context, { id });
    const count = await queueReplay(context, id, { from, to, types });
    if (count > 0) context.emit(endpointReplayed(id, { count, from, to }));
    return { count, waitingFor: stopOf(endpoint.status) };
  },
});
