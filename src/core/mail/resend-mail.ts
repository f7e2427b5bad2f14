import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { mailUnderWay } from "./errors.ts";
import { mailQueued } from "./events.ts";
import { factsOf, viewOf } from "./record.ts";
import { MailTarget, MailView } from "./schemas.ts";
import { lockMail, updateMail } from "./store.ts";

export const resendMail = command({
  name: "mails.resend",
  summary:
    "Sends a mail again that was sent, kept or given up. Its Message-ID stays, so that a repeat is recognisable.",
  scope: "jobs:write",
  input: MailTarget,
  output: MailView,
  run: async (context, { id }) => {
    const mail = await lockMail(context.tx, id);
    if (mail === undefined) throw notFound("mail", id);
    if (mail.state === "queued") throw mailUnderWay();
    await context.race("mails.resend:read");
    const queued = { ...mail, state: "queued" as const, attempts: 0, error: null };
    updateMail(context, queued);
    context.emit(mailQueued(id, factsOf(queued)));
    return viewOf(queued);
  },
});
