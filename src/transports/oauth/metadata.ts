import type { OAuth } from "#auth/oauth/oauth.ts";
import { scopes } from "#core/kernel/actor.ts";
import { WITHHELD } from "#core/oauth/schemas.ts";

export const AUTH_BASE = "/api/v2/auth";
export const JWKS_PATH = "/.well-known/jwks.json";
export const METADATA_PATH = "/.well-known/oauth-authorization-server";

const METHODS = ["client_secret_basic", "client_secret_post"];
const KEPT = { "cache-control": "public, max-age=300", "access-control-allow-origin": "*" };

/** RFC 8414. Nothing is authorised in a browser, so there are no response types. */
export const metadataResponse = ({ party: { issuer } }: OAuth): Response =>
  Response.json(
    {
      issuer,
      token_endpoint: `${issuer}${AUTH_BASE}/token`,
      revocation_endpoint: `${issuer}${AUTH_BASE}/revoke`,
      introspection_endpoint: `${issuer}${AUTH_BASE}/introspect`,
      jwks_uri: `${issuer}${JWKS_PATH}`,
      response_types_supported: [],
      grant_types_supported: ["client_credentials", "password", "refresh_token"],
      token_endpoint_auth_methods_supported: METHODS,
      revocation_endpoint_auth_methods_supported: METHODS,
      introspection_endpoint_auth_methods_supported: METHODS,
      scopes_supported: scopes.filter((scope) => scope !== WITHHELD),
    },
    { headers: KEPT },
  );

/** The public keys of access tokens (RFC 7517): others keep them for five minutes, and a new one is shown for longer before. */
export const jwksResponse = async (oauth: OAuth): Promise<Response> =>
  Response.json(
    { keys: await oauth.published() },
    { headers: { ...KEPT, "content-type": "application/jwk-set+json" } },
  );
