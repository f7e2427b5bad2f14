import { failure } from "../kernel/errors.ts";

export const mailUnderWay = failure("conflict", "mail.under_way", () => ({
  message: "This mail is on its way already.",
}));
