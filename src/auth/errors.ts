import { failure } from "#core/kernel/errors.ts";

export const wrongCredentials = failure(
  "unauthenticated",
  "auth.invalid_credentials",
  () => "Email or password is wrong.",
);

export const invalidKey = failure(
  "unauthenticated",
  "auth.invalid_key",
  () => "This API key does not exist, was revoked or has expired.",
);

export const invalidToken = failure(
  "unauthenticated",
  "auth.invalid_token",
  () => "This access token has expired, was revoked, or is not one of ours.",
);

export const invalidLink = failure(
  "unauthenticated",
  "auth.invalid_link",
  () => "This link has expired, was revoked, or is not one of ours. Ask the shop for a new one.",
);

export const sessionEnded = failure(
  "unauthenticated",
  "auth.session_ended",
  () => "Your session has ended. Sign in again.",
);

export const factorRequired = failure("unauthenticated", "auth.factor_required", (awaits: string) => ({
  message: "This session opens nothing until the second factor is given.",
  details: { awaits },
}));

export const staleToken = failure(
  "unauthenticated",
  "auth.stale_token",
  () => "This security token has expired, or was made too long ago or in the future. Check the clock.",
);

export const replayedToken = failure(
  "unauthenticated",
  "auth.replayed_token",
  () => "This security token was used before. Send a new nonce with each message; keep the MessageID of a retry.",
);

export const plainPassword = failure(
  "unauthenticated",
  "auth.plain_password",
  () => "A key is sent as text over TLS only. Use https, or a digest.",
);

export const unsupportedCredential = failure("unauthenticated", "auth.unsupported_credential", (type: string) => ({
  message: "This kind of credential is not supported here. Sign in or send a valid API key.",
  details: { type },
}));
