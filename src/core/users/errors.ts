import { failure } from "../kernel/errors.ts";

export const emailTaken = failure("conflict", "user.email_taken", (email: string) => ({
  message: `There is a user with the email ${email} already.`,
  errors: [{ pointer: "/email", detail: "Another user has this email." }],
}));

export const emailUnavailable = failure("conflict", "user.email_unavailable", () => ({
  message: "This email cannot be used here.",
  errors: [{ pointer: "/email", detail: "Give another email." }],
}));

export const wrongPassword = failure("forbidden", "user.wrong_password", () => ({
  message: "This is not your present password.",
  errors: [{ pointer: "/currentPassword", detail: "This is not your present password." }],
}));

export const lastAdmin = failure(
  "conflict",
  "user.last_admin",
  () => "This is the only active administrator. Make somebody else one first.",
);
