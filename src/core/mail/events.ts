import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { personal } from "../kernel/redaction.ts";
import { MailTemplate } from "./schemas.ts";

const MailFacts = z.object({
  mailId: z.string(),
  template: MailTemplate,
  to: personal(z.string()),
  subject: personal(z.string()),
});

const mail = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({ type, description, subjectType: "mail", data: MailFacts.extend(more) });

export const mailQueued = mail(
  "mail.queued",
  "A mail was queued. A mail that is only stored, without a mail server or for an example address, has no event.",
  {},
);
export const mailSent = mail("mail.sent", "The mail server accepted a mail.", {});
export const mailFailed = mail("mail.failed", "A mail failed and is not retried automatically.", {
  error: z.string(),
});
