import type { z } from "zod";
import type { MailState, MailSummary, MailTemplate, MailView } from "./schemas.ts";

/** A mail as the store reads and writes it. */
export interface MailRecord {
  readonly id: string;
  readonly eventId: string;
  readonly template: MailTemplate;
  readonly toEmail: string;
  readonly toName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

export type MailHead = Omit<MailRecord, "text" | "html">;

/** A mail with its event's subject. */
export interface FullMailRecord extends MailRecord {
  readonly about: MailView["about"];
}

export function summaryOf(mail: MailHead): z.input<typeof MailSummary> {
  const { toEmail: email, toName: name } = mail;
  return {
    ...mail,
    to: { email, name },
    createdAt: mail.createdAt.toISOString(),
    sentAt: mail.sentAt?.toISOString() ?? null,
  };
}

export const viewOf = (mail: FullMailRecord): z.input<typeof MailView> => ({
  ...summaryOf(mail),
  about: mail.about,
  text: mail.text,
  html: mail.html,
});

export const factsOf = ({ id, template, toEmail, subject }: MailHead) => ({
  mailId: id,
  template,
  to: toEmail,
  subject,
});

/** Attempts before a mail counts as failed. */
export const MAIL_TRIES = 12;
