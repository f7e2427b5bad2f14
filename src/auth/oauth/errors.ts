import { HubError, type Kind } from "#core/kernel/errors.ts";

/** The errors of RFC 6749 §5.2; each code without `oauth.` is the `error` on the wire. They are no problems (RFC 9457). */
export const OAUTH = "oauth.";

function refusal(kind: Kind, error: string, standard = "") {
  const code = `${OAUTH}${error}`;
  const make = (message = standard) => new HubError({ kind, code, message });
  return Object.assign(make, { code });
}

export const invalidRequest = refusal("invalid", "invalid_request");

export const invalidClient = refusal(
  "unauthenticated",
  "invalid_client",
  "This client does not exist, was revoked, or its secret is wrong.",
);

export const invalidGrant = refusal(
  "invalid",
  "invalid_grant",
  "What was sent as a grant is wrong, has expired, was revoked, or belongs to another client.",
);

export const unauthorizedClient = refusal("invalid", "unauthorized_client");

export const unsupportedGrantType = refusal(
  "invalid",
  "unsupported_grant_type",
  "The grant types are client_credentials, password and refresh_token.",
);

export const invalidScope = refusal(
  "invalid",
  "invalid_scope",
  "The scope is unknown, empty, or more than was granted.",
);
