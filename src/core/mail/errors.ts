import { failure } from "../kernel/errors.ts";

export const reservedAddress = failure("conflict", "mail.reserved_address", (email: string) => ({
  message: `${email} is an address of examples only (RFC 2606): no mail server would take this.`,
}));

export const mailUnderWay = failure("conflict", "mail.under_way", () => ({
  message: "This mail is on its way already.",
}));
