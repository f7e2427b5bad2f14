import { refuseUnreadable } from "../events/readable.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { passing } from "../mapping/errors.ts";
import { channelsNamed } from "./endpoint-channels.ts";
import { chosenTransform, sealHeaders } from "./endpoint-shape.ts";
import { insertEndpoint } from "./endpoint-store.ts";
import { privateTarget, unknownChannel, wrongTransform } from "./errors.ts";
import { endpointCreated } from "./events.ts";
import { type EndpointRecord, factsOf, viewOf } from "./record.ts";
import { CreatedEndpoint, CreateEndpointInput } from "./schemas.ts";
import { insertSecret } from "./secret-store.ts";
import { makeSecret, receiverSecret } from "./signing.ts";
import { refusePrivateTarget } from "./target.ts";

export const createEndpoint = command({
  name: "webhooks.createEndpoint",
  summary: "Creates a webhook endpoint. The signing secret is shown in this response.",
  scope: "webhooks:write",
  audience: "public",
  input: CreateEndpointInput,
  output: CreatedEndpoint,
  failures: [privateTarget, unknownChannel, wrongTransform, ...passing],
  secrets: ["secret", "headers"],
  run: async (context, { fields, channels: codes, headers, ...given }) => {
    const { tx, now, sealer, emit, actor } = context;
    refusePrivateTarget(context, given.url);
    refuseUnreadable(actor, given.eventTypes); // a subscription requires the read scopes of its events
    const [channels, transform] = await Promise.all([
      channelsNamed(tx, codes),
      chosenTransform(tx.tenantId, { transform: given.transform, fields }),
    ]);
    const endpoint: EndpointRecord = {
      ...given,
      id: newId(),
      channelIds: channels.ids,
      channels: channels.codes,
      headers: sealHeaders(sealer, headers),
      transform: transform ?? null,
      status: "enabled",
      disabledReason: null,
      skipThrough: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    const secret = makeSecret(given.signing);
    const sealed = sealer.seal(secret.text);
    insertEndpoint(context, endpoint);
    insertSecret(context, endpoint.id, { id: newId(), kind: secret.kind, sealed, expiresAt: null });
    emit(endpointCreated(endpoint.id, factsOf(endpoint)));
    return { ...viewOf(endpoint), secret: receiverSecret(secret) };
  },
});
