import { createHash } from "node:crypto";
import { listEntries, listHeads, runAudit } from "#core/audit/index.ts";
import { createChannel, createLocation, listChannels, listLocations, updateChannel } from "#core/channels/index.ts";
import { createApiKey, getApiKey, listApiKeys, revokeApiKey, rotateApiKey, updateApiKey } from "#core/keys/index.ts";
import type { ApiKeyView } from "#core/keys/schemas.ts";
import { createOAuthClient, listOAuthClients, revokeOAuthClient } from "#core/oauth/index.ts";
import { currentTenant } from "#core/tenants/current-tenant.ts";
import { route, version } from "../route.ts";

const tag = "Settings";
/** What of a key changes without its version: when its secrets were used, and that one has ended. */
const state = ({ secrets, lastV1UseAt }: ApiKeyView): string =>
  createHash("sha256")
    .update(JSON.stringify([secrets, lastV1UseAt]))
    .digest("hex")
    .slice(0, 16);

export const settingsRoutes = [
  route({ method: "GET", path: "/tenant", operation: currentTenant, tag }),
  route({ method: "GET", path: "/audit", operation: runAudit, tag }),
  route({ method: "GET", path: "/audit/entries", operation: listEntries, tag }),
  route({ method: "GET", path: "/audit/heads", operation: listHeads, tag }),
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
    version,
  }),
  route({ method: "GET", path: "/api-keys/{id}", operation: getApiKey, tag, version, state }),
  route({ method: "PATCH", path: "/api-keys/{id}", operation: updateApiKey, tag, version }),
  route({ method: "POST", path: "/api-keys/{id}/rotate", operation: rotateApiKey, tag, version }),
  route({ method: "DELETE", path: "/api-keys/{id}", operation: revokeApiKey, tag, status: 204 }),
  route({ method: "GET", path: "/oauth-clients", operation: listOAuthClients, tag }),
  route({
    method: "POST",
    path: "/oauth-clients",
    operation: createOAuthClient,
    tag,
    status: 201,
    location: ({ clientId }) => `/oauth-clients/${clientId}`,
  }),
  route({ method: "DELETE", path: "/oauth-clients/{id}", operation: revokeOAuthClient, tag, status: 204 }),
];
