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

type PasswordField = "password" | "newPassword";

export const shortPassword = failure("invalid", "user.short_password", (field: PasswordField) => ({
  message: "A password has at least 12 characters.",
  errors: [{ pointer: `/${field}`, detail: "A password has at least 12 characters." }],
}));

export const commonPassword = failure("invalid", "user.common_password", (field: PasswordField) => ({
  message: "This password is among the first that are guessed. Choose another one.",
  errors: [
    {
      pointer: `/${field}`,
      detail:
        "This password is among the first that are guessed: it is a common one, a sequence or a name. Choose another one.",
    },
  ],
}));

export const lastAdmin = failure(
  "conflict",
  "user.last_admin",
  () => "This is the only active administrator. Make somebody else one first.",
);
