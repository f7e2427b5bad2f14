import { z } from "zod";
import { execute } from "#core/execute.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { composeMails, getMail, settleMail } from "#core/mail/index.ts";
import { MAIL_TRIES } from "#core/mail/record.ts";
import { templates } from "#core/mail/templates.ts";
import { type Mailer, MailRefusal } from "#integrations/mail/port.ts";
import { type Job, job } from "./job.ts";

export interface MailDeps {
  /** Undefined: mails are kept and shown, and go nowhere. */
  readonly mailer: Mailer | undefined;
  readonly publicUrl: string;
}

/** Mails that events set off are written in one job and sent in another: a slow mail server holds up nothing else. */
export function createMailJobs({ mailer, publicUrl }: MailDeps): readonly Job[] {
  const compose = job({
    name: "mails.compose",
    description: "Writes the mails that an event sets off.",
    on: Object.keys(templates),
    when: ({ type, data }) => type !== "order.placed" || Customer.safeParse(data).success,
    data: z.looseObject({ tenantId: z.uuid(), eventId: z.uuid() }),
    retry: { limit: 10, delayS: 2, longestDelayS: 600 },
    leaseS: 60,
    run: async ({ hub }, { tenantId, eventId }) => {
      const actor = systemActor(asTenantId(tenantId), "mail");
      await execute(hub, actor, composeMails, { eventId, publicUrl }, { transport: "worker" });
    },
  });
  const send = job({
    name: "mails.send",
    description: "Hands a mail to the mail server.",
    on: ["mail.queued"],
    data: z.looseObject({ tenantId: z.uuid(), mailId: z.uuid() }),
    retry: { limit: MAIL_TRIES, delayS: 15, longestDelayS: 7200 },
    leaseS: 120,
    width: 2,
    run: async ({ hub }, { tenantId, mailId }) => {
      const actor = systemActor(asTenantId(tenantId), "mail");
      const { output: mail } = await execute(hub, actor, getMail, { id: mailId }, { transport: "worker" });
      if (mail.state !== "queued") return;
      const outcome = await tried(mail, isReserved(mail.to.email) ? undefined : mailer);
      const settle = { id: mailId, outcome };
      const { output } = await execute(hub, actor, settleMail, settle, { transport: "worker" });
      if (output.state === "queued") throw new Error(output.error ?? "The mail was not sent"); // and is tried again
    },
  });
  return [compose, send];
}

/** Most orders of a till or a marketplace name nobody to write to: they are not worth a job. */
const Customer = z.looseObject({ customer: z.looseObject({ email: z.string() }) });

type Outcome = z.input<typeof settleMail.input>["outcome"];

interface Mail {
  readonly id: string;
  readonly to: { readonly email: string; readonly name: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly createdAt: string;
}

async function tried(mail: Mail, mailer: Mailer | undefined): Promise<Outcome> {
  if (mailer === undefined) return { kind: "kept" };
  try {
    await mailer.send({ ...mail, date: new Date(mail.createdAt) });
    return { kind: "sent" };
  } catch (error) {
    if (!(error instanceof MailRefusal)) throw error;
    return { kind: "refused", reason: error.message, final: error.final };
  }
}

/** Domains that exist in examples only (RFC 2606, RFC 6761), as all of the demo shop's do. */
const isReserved = (email: string): boolean =>
  /(?:[@.](?:test|example|invalid|localhost)|[@.]example\.(?:com|net|org))$/i.test(email);
