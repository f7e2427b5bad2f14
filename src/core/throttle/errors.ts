import { failure } from "../kernel/errors.ts";

export const throttled = failure("limited", "auth.throttled", (retryAfterS: number) => ({
  message: "Too many failed attempts to sign in. Wait a while, then try again.",
  retryAfterS,
}));
