import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { MailTemplate } from "./schemas.ts";

const MailFacts = z.object({ mailId: z.string(), template: MailTemplate, to: z.string(), subject: z.string() });

const mail = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({ type, description, subjectType: "mail", data: MailFacts.extend(more) });

export const mailQueued = mail(
  "mail.queued",
  "A mail waits to be sent. One that is kept, because no mail server is set or its address is an example, makes no event.",
  {},
);
export const mailSent = mail("mail.sent", "The mail server has taken a mail.", {});
export const mailFailed = mail("mail.failed", "A mail could not be sent and is not tried again by itself.", {
  error: z.string(),
});
