import { z } from "zod";
import type { Applying } from "#core/events/consumer.ts";
import { composeMails, type MailSetup } from "#core/mail/compose-mails.ts";
import { templates } from "#core/mail/templates.ts";
import type { Mailer } from "#integrations/mail/port.ts";

export interface MailDeps {
  /** Undefined: mails are stored and shown, but not sent. */
  readonly mailer: Mailer | undefined;
  readonly publicUrl: string;
}

/** Most orders of a till or a marketplace have no email address. */
const Customer = z.looseObject({ customer: z.looseObject({ email: z.string() }) });

export const setupOf = ({ mailer, publicUrl }: MailDeps): MailSetup => ({ publicUrl, sends: mailer !== undefined });

/** Creates the mails that events trigger. */
export const mailConsumer = (deps: MailDeps): Applying => ({
  name: "mails",
  start: "head",
  wants: ({ type, data }) => type in templates && (type !== "order.placed" || Customer.safeParse(data).success),
  apply: (sql, events) => composeMails(sql, events, setupOf(deps)),
});
