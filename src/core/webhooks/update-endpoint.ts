import { forbidden, notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { channelsNamed } from "./endpoint-channels.ts";
import { chosenTransform, resealHeaders } from "./endpoint-shape.ts";
import { lockEndpoint, updateEndpoint as writeEndpoint } from "./endpoint-store.ts";
import { endpointUpdated } from "./events.ts";
import { type EndpointRecord, factsOf, viewOf } from "./record.ts";
import { EndpointView, UpdateEndpointInput } from "./schemas.ts";

export const updateEndpoint = command({
  name: "webhooks.updateEndpoint",
  summary: "Changes a webhook endpoint. What waits is sent as the endpoint is then.",
  scope: "webhooks:write",
  input: UpdateEndpointInput,
  output: EndpointView,
  secrets: ["headers"],
  run: async (context, { id, ifVersion, fields, channels: codes, headers, transform: wanted, ...changes }) => {
    const { tx, now, sealer, emit, actor } = context;
    if (!actor.scopes.has("events:read")) throw forbidden("events:read"); // whoever says where events go, reads them
    const transform = await chosenTransform(context.tx.tenantId, { transform: wanted, fields });
    const before = await lockEndpoint(tx, id);
    if (before === undefined) throw notFound("webhook endpoint", id);
    if (ifVersion !== undefined && ifVersion !== before.version) throw stale("webhook endpoint", before.version);
    const channels = codes === undefined ? undefined : await channelsNamed(tx, codes);
    await context.race("webhooks.updateEndpoint:read");
    const after: EndpointRecord = {
      ...before,
      ...present(changes),
      ...(channels && { channelIds: channels.ids, channels: channels.codes }),
      ...(headers && { headers: resealHeaders(sealer, before.headers, headers) }),
      ...(transform !== undefined && { transform }),
      version: before.version + 1,
      updatedAt: now,
    };
    if (isUnchanged(before, after)) return viewOf(before);
    writeEndpoint(context, after);
    emit(endpointUpdated(id, factsOf(after)));
    return viewOf(after);
  },
});
