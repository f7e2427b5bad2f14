import { refuseUnreadable } from "../events/readable.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { passing } from "../mapping/errors.ts";
import { channelsNamed } from "./endpoint-channels.ts";
import { chosenTransform, resealHeaders } from "./endpoint-shape.ts";
import { updateEndpoint as writeEndpoint } from "./endpoint-store.ts";
import { wrongTransform, privateTarget, movedSecret, unknownChannel } from "./errors.ts";
import { endpointUpdated } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { type EndpointRecord, factsOf, viewOf } from "./record.ts";
import { EndpointView, UpdateEndpointInput } from "./schemas.ts";
import { refuseMovedSecret, refusePrivateTarget } from "./target.ts";

export const updateEndpoint = command({
  name: "webhooks.updateEndpoint",
  summary: "Updates a webhook endpoint. Pending deliveries use the new settings.",
  scope: "webhooks:write",
  audience: "public",
  input: UpdateEndpointInput,
  output: EndpointView,
  failures: [wrongTransform, privateTarget, notFound, stale, movedSecret, unknownChannel, ...passing],
  secrets: ["headers"],
  run: async (context, { id, ifVersion, fields, channels: codes, headers, transform: wanted, ...changes }) => {
    const { tx, now, sealer, emit, actor } = context;
    const transform = await chosenTransform(tx.tenantId, { transform: wanted, fields });
    refusePrivateTarget(context, changes.url);
    const before = await openEndpoint(context, { id, ifVersion });
    const keepsHeaders = headers === undefined && Object.keys(before.headers).length > 0;
    refuseMovedSecret(before.url, changes.url, keepsHeaders && "headers");
    if (changes.eventTypes !== undefined) refuseUnreadable(actor, changes.eventTypes);
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
