import { failure } from "../kernel/errors.ts";

export const resetOver = failure(
  "conflict",
  "user.reset_over",
  () => "This link was used, or is older than an hour. Ask for another one.",
);

export const wrongCode = failure("forbidden", "user.wrong_code", () => ({
  message: "This code is wrong, was used before, or is too old.",
  errors: [{ pointer: "/code", detail: "This code is wrong, was used before, or is too old." }],
}));

export const tooManyFactors = failure(
  "conflict",
  "user.too_many_factors",
  () => "There are as many second factors as one person may have. Remove one first.",
);

export const factorNeeded = failure(
  "conflict",
  "user.factor_needed",
  () => "Everybody here needs a second factor. Add another one before you remove the last.",
);

export const signInOver = failure(
  "unauthenticated",
  "auth.sign_in_over",
  () => "This sign-in took too long or was finished elsewhere. Sign in again.",
);
