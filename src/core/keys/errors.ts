import { failure } from "../kernel/errors.ts";

export const alreadyExpired = failure("invalid", "api_key.expired", () => ({
  message: "A key must expire in the future.",
  errors: [{ pointer: "/expiresAt", detail: "This instant has passed." }],
}));

export const keyEnded = failure(
  "conflict",
  "api_key.ended",
  () => "This key was revoked or has expired, and stays so. Create another.",
);

/** Otherwise a key could take off its own limits, or take over a key that has none. */
export const notOwnKey = failure(
  "forbidden",
  "api_key.not_own",
  () => "A key may change only the keys that it created; itself it may only rotate.",
);
