import { failure } from "../kernel/errors.ts";

export const alreadyExpired = failure("invalid", "api_key.expired", () => ({
  message: "A key must expire in the future.",
  errors: [{ pointer: "/expiresAt", detail: "This instant has passed." }],
}));
