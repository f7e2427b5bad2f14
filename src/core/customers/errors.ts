import { failure } from "../kernel/errors.ts";

export const emailTaken = failure("conflict", "customer.email_taken", (email: string, customerId: string) => ({
  message: `There is a customer with the email ${email} already.`,
  errors: [{ pointer: "/email", detail: "Another customer has this email." }],
  details: { customerId },
}));

export const referenceTaken = failure(
  "conflict",
  "customer.reference_taken",
  (reference: string, customerId: string) => ({
    message: `There is a customer with the reference ${reference} already.`,
    errors: [{ pointer: "/reference", detail: "Another customer has this reference." }],
    details: { customerId },
  }),
);
