import * as inbound from "#core/inbound/index.ts";
import { route, version } from "../route.ts";

const tag = "Webhooks in";

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
  }),
  route({ method: "GET", path: "/inbound-sources/{id}", operation: inbound.getSource, tag, version }),
  route({
    method: "PATCH",
    path: "/inbound-sources/{id}",
    operation: inbound.updateSource,
    tag,
    version,
  }),
  route({ method: "DELETE", path: "/inbound-sources/{id}", operation: inbound.deleteSource, tag, status: 204 }),
  route({
    method: "POST",
    path: "/inbound-sources/{id}/rotate-secret",
    operation: inbound.rotateSecret,
    tag,
  }),
  route({ method: "POST", path: "/inbound-sources/{id}/retry-failed", operation: inbound.retryFailed, tag }),
  route({ method: "GET", path: "/inbound-targets", operation: inbound.listTargets, tag }),
  route({
    method: "POST",
    path: "/inbound-mappings/preview",
    operation: inbound.previewMapping,
    tag,
  }),
  route({ method: "GET", path: "/inbound-messages", operation: inbound.listMessages, tag }),
  route({ method: "GET", path: "/inbound-messages/{id}", operation: inbound.getMessage, tag }),
  route({
    method: "POST",
    path: "/inbound-messages/{id}/retry",
    operation: inbound.retryMessage,
    tag,
  }),
  route({ method: "POST", path: "/inbound-messages/{id}/mute", operation: inbound.muteMessage, tag }),
];
