export { createApiKey } from "./create-api-key.ts";
export { ensureApiKey } from "./ensure-api-key.ts";
export { listApiKeys } from "./list-api-keys.ts";
export { noteV1Use } from "./note-v1-use.ts";
export { revokeApiKey } from "./revoke-api-key.ts";
