import { z } from "zod";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Email, Id, Instant } from "../kernel/shapes.ts";

export const mailStates = ["queued", "sent", "kept", "failed"] as const;
/** `kept`: no mail server is configured, so the mail is stored and not sent. */
export const MailState = z.enum(mailStates).meta({ id: "MailState" });
export type MailState = z.output<typeof MailState>;

export const mailTemplates = [
  "welcome",
  "invitation",
  "order_placed",
  "order_shipped",
  "order_refunded",
  "endpoint_failing",
  "endpoint_disabled",
  "stock_low",
  "password_reset",
  "password_set",
  "factor_changed",
] as const;
export const MailTemplate = z.enum(mailTemplates).meta({ id: "MailTemplate" });
export type MailTemplate = z.output<typeof MailTemplate>;

export const MailSummary = z
  .object({
    id: Id,
    template: MailTemplate,
    to: z.object({ email: z.string(), name: z.string() }).meta({ id: "MailRecipient" }),
    subject: z.string(),
    state: MailState,
    attempts: z.int().describe("Attempts to send it since it was last queued."),
    error: z.string().nullable(),
    eventId: Id.describe("Event that triggered it."),
    createdAt: Instant,
    sentAt: Instant.nullable(),
  })
  .meta({ id: "MailSummary" });

export const MailView = MailSummary.extend({
  about: z
    .object({ subjectType: z.string(), subjectId: Id, label: z.string().nullable() })
    .meta({ id: "MailSubject" })
    .nullable()
    .describe("Subject, from the event that triggered it."),
  text: z.string(),
  html: z.string(),
}).meta({ id: "Mail" });
export type MailView = z.output<typeof MailView>;

export const ListMailsInput = z.strictObject({
  state: MailState.optional(),
  template: MailTemplate.optional(),
  to: Email.optional(),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListMailsInput = z.output<typeof ListMailsInput>;
export const MailPage = z.object({ data: z.array(MailSummary), nextCursor: z.string().nullable() });

export const MailTarget = z.strictObject({ id: Id });
