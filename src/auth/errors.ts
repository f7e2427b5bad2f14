import { failure } from "#core/kernel/errors.ts";

export const wrongCredentials = failure(
  "unauthenticated",
  "auth.invalid_credentials",
  () => "Email or password is wrong.",
);

export const throttled = failure("limited", "auth.throttled", (retryAfterS: number) => ({
  message: "Too many failed tries to sign in. Wait a while, then try again.",
  retryAfterS,
}));
