import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { refuseUnreadableMail } from "./access.ts";
import { mailUnderWay, reservedAddress } from "./errors.ts";
import { mailQueued } from "./events.ts";
import { factsOf, viewOf } from "./record.ts";
import { isReserved } from "./rules.ts";
import { MailTarget, MailView } from "./schemas.ts";
import { announceMails, lockMail, writeSettlements } from "./store.ts";

export const resendMail = command({
  name: "mails.resend",
  summary: "Resends a mail with its Message-ID unchanged. Without a mail server it is only stored.",
  scope: "jobs:write",
  audience: "public",
  input: MailTarget,
  output: MailView,
  failures: [notFound, mailUnderWay, reservedAddress],
  run: async (context, { id }) => {
    const mail = await lockMail(context.tx, id);
    if (mail === undefined) throw notFound("mail", id);
    refuseUnreadableMail(context.actor, mail.template);
    if (mail.state === "queued") throw mailUnderWay();
    await context.race("mails.resend:read");
    if (isReserved(mail.toEmail)) throw reservedAddress(mail.toEmail);
    const queued = { ...mail, state: "queued" as const, attempts: 0, error: null };
    writeSettlements(context, [{ ...queued, dueInMs: 0 }]);
    context.send(announceMails(context.tx.sql));
    context.emit(mailQueued(id, factsOf(queued)));
    return viewOf(queued);
  },
});
