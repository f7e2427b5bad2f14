import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { shortened } from "../kernel/storable.ts";
import { mailFailed, mailSent } from "./events.ts";
import { factsOf, MAIL_TRIES, viewOf } from "./record.ts";
import { MailView } from "./schemas.ts";
import { lockMail, updateMail } from "./store.ts";

const Outcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sent") }),
  z.strictObject({ kind: z.literal("kept") }),
  /** `final`: the server will say the same again. */
  z.strictObject({ kind: z.literal("refused"), reason: z.string(), final: z.boolean() }),
]);

const LONGEST = 500;

export const settleMail = command({
  name: "mails.settle",
  summary: "Records what came of a try to send a mail.",
  scope: "system",
  input: z.strictObject({ id: Id, outcome: Outcome }),
  output: MailView,
  run: async (context, { id, outcome }) => {
    const mail = await lockMail(context.tx, id);
    if (mail === undefined) throw notFound("mail", id);
    if (mail.state !== "queued") return viewOf(mail); // another worker was faster
    await context.race("mails.settle:read");
    const attempts = mail.attempts + (outcome.kind === "kept" ? 0 : 1);
    const error = outcome.kind === "refused" ? shortened(outcome.reason, LONGEST) : null;
    const lost = outcome.kind === "refused" && (outcome.final || attempts >= MAIL_TRIES);
    const state = outcome.kind === "refused" ? (lost ? ("failed" as const) : ("queued" as const)) : outcome.kind;
    const settled = { ...mail, attempts, error, state, sentAt: outcome.kind === "sent" ? context.now : mail.sentAt };
    updateMail(context, settled);
    if (state === "sent") context.emit(mailSent(id, factsOf(mail)));
    if (state === "failed") context.emit(mailFailed(id, { ...factsOf(mail), error: error ?? "" }));
    return viewOf(settled);
  },
});
