import { failure } from "../kernel/errors.ts";

export const emailTaken = failure("conflict", "user.email_taken", (email: string) => ({
  message: `There is a user with the email ${email} already.`,
  errors: [{ pointer: "/email", detail: "Another user has this email." }],
}));

export const lastAdmin = failure(
  "conflict",
  "user.last_admin",
  () => "This is the only active administrator. Make somebody else one first.",
);

export const beyondOwnScopes = failure("forbidden", "auth.beyond_own_scopes", (missing: readonly string[]) => ({
  message: `You cannot give or change what you do not hold yourself: ${missing.join(", ")}.`,
  details: { missing },
}));
