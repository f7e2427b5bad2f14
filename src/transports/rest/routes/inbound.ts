import {
  alreadyProcessed,
  codeTaken,
  knowsItself,
  needsChannel,
  needsOperation,
  noSecrets,
  unfitSecret,
  unknownChannel,
} from "#core/inbound/errors.ts";
import * as inbound from "#core/inbound/index.ts";
import { notFound } from "#core/kernel/errors.ts";
import { mappingSyntax, mappingTooLarge, passing } from "#core/mapping/errors.ts";
import { route, version } from "../route.ts";

const tag = "Webhooks in";
const unfit = [needsOperation, knowsItself, needsChannel, unknownChannel, mappingSyntax, mappingTooLarge, ...passing];

export const inboundRoutes = [
  route({ method: "GET", path: "/inbound-sources", operation: inbound.listSources, tag }),
  route({
    method: "POST",
    path: "/inbound-sources",
    operation: inbound.createSource,
    tag,
    status: 201,
    location: ({ id }) => `/inbound-sources/${id}`,
    version,
    failures: [codeTaken, noSecrets, unfitSecret, ...unfit],
  }),
  route({ method: "GET", path: "/inbound-sources/{id}", operation: inbound.getSource, tag, version }),
  route({
    method: "PATCH",
    path: "/inbound-sources/{id}",
    operation: inbound.updateSource,
    tag,
    version,
    failures: unfit,
  }),
  route({ method: "DELETE", path: "/inbound-sources/{id}", operation: inbound.deleteSource, tag, status: 204 }),
  route({
    method: "POST",
    path: "/inbound-sources/{id}/rotate-secret",
    operation: inbound.rotateSecret,
    tag,
    failures: [noSecrets, unfitSecret],
  }),
  route({ method: "POST", path: "/inbound-sources/{id}/retry-failed", operation: inbound.retryFailed, tag }),
  route({ method: "GET", path: "/inbound-targets", operation: inbound.listTargets, tag }),
  route({
    method: "POST",
    path: "/inbound-mappings/preview",
    operation: inbound.previewMapping,
    tag,
    failures: [notFound, ...passing],
  }),
  route({ method: "GET", path: "/inbound-messages", operation: inbound.listMessages, tag }),
  route({ method: "GET", path: "/inbound-messages/{id}", operation: inbound.getMessage, tag }),
  route({
    method: "POST",
    path: "/inbound-messages/{id}/retry",
    operation: inbound.retryMessage,
    tag,
    failures: [alreadyProcessed],
  }),
  route({ method: "POST", path: "/inbound-messages/{id}/mute", operation: inbound.muteMessage, tag }),
];
