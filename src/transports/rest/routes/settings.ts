import { runAudit } from "#core/audit/index.ts";
import { createChannel, createLocation, listChannels, listLocations, updateChannel } from "#core/channels/index.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "#core/keys/index.ts";
import { currentTenant } from "#core/tenants/current-tenant.ts";
import { route } from "../route.ts";

const tag = "Settings";

export const settingsRoutes = [
  route({ method: "GET", path: "/tenant", operation: currentTenant, tag }),
  route({ method: "GET", path: "/audit", operation: runAudit, tag }),
  route({ method: "GET", path: "/channels", operation: listChannels, tag }),
  route({
    method: "POST",
    path: "/channels",
    operation: createChannel,
    tag,
    status: 201,
    location: ({ code }) => `/channels/${code}`,
  }),
  route({
    method: "PATCH",
    path: "/channels/{code}",
    operation: updateChannel,
    tag,
  }),
  route({ method: "GET", path: "/locations", operation: listLocations, tag }),
  route({ method: "POST", path: "/locations", operation: createLocation, tag, status: 201 }),
  route({ method: "GET", path: "/api-keys", operation: listApiKeys, tag }),
  route({
    method: "POST",
    path: "/api-keys",
    operation: createApiKey,
    tag,
    status: 201,
    location: ({ id }) => `/api-keys/${id}`,
  }),
  route({ method: "DELETE", path: "/api-keys/{id}", operation: revokeApiKey, tag, status: 204 }),
];
