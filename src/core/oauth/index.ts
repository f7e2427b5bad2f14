export { createOAuthClient } from "./create-client.ts";
export { listOAuthClients } from "./list-clients.ts";
export { revokeOAuthClient } from "./revoke-client.ts";
export { revokeOAuthTokens } from "./revoke-tokens.ts";
