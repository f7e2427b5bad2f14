import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { type Call, command, type Outcome as CallOutcome } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { mailFailed, mailSent } from "./events.ts";
import { factsOf, MAIL_TRIES } from "./record.ts";
import { retryDelayMs } from "./rules.ts";
import { MailState } from "./schemas.ts";
import { type LeasedMail, lockHeads, type Settlement, writeSettlements } from "./store.ts";

const Outcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sent") }).meta({ id: "MailSent" }),
  z.strictObject({ kind: z.literal("kept") }).meta({ id: "MailKept" }),
  /** `final`: permanent, a retry would get the same response. */
  z.strictObject({ kind: z.literal("refused"), reason: z.string(), final: z.boolean() }).meta({ id: "MailRefused" }),
]);
const SettleInput = z.strictObject({ id: Id, lease: Id, outcome: Outcome });
const Settled = z.object({ id: Id, state: MailState });

const LONGEST = 500;

export const settleMail = command({
  name: "mails.settle",
  summary: "Records the result of an attempt to send a mail.",
  scope: "system",
  audience: "operator",
  input: SettleInput,
  output: Settled,
  failures: [notFound],
  runMany: async (context, calls) => {
    const locked = await lockHeads(
      context.tx,
      calls.map(({ input }) => input.id),
    );
    await context.race("mails.settle:read");
    const mails = new Map(locked.map((mail) => [mail.id, mail]));
    const settlements = new Map<string, Settlement>();
    const outcomes = calls.map((call): CallOutcome<z.input<typeof Settled>> => {
      const mail = mails.get(call.input.id);
      if (mail === undefined) return { refused: notFound("mail", call.input.id) };
      if (!isOurs(mail, call.input)) return { ok: mail }; // another worker has claimed or settled it
      const settled = settle(mail, call, context.now);
      settlements.set(mail.id, settled);
      mails.set(mail.id, { ...mail, ...settled, lease: null });
      return { ok: settled };
    });
    writeSettlements(context, [...settlements.values()]);
    return outcomes;
  },
});

type SettleCall = Call<z.output<typeof SettleInput>>;

/** A server's acceptance counts, whichever worker holds the lease by now. */
const isOurs = (mail: LeasedMail, { lease, outcome }: SettleCall["input"]): boolean =>
  mail.state === "queued" && (mail.lease === lease || outcome.kind === "sent");

function settle(mail: LeasedMail, { input: { outcome }, emit }: SettleCall, now: Date): Settlement {
  const { id } = mail;
  const attempts = mail.attempts + (outcome.kind === "kept" ? 0 : 1);
  if (outcome.kind === "kept") return { id, state: "kept", attempts, error: null, dueInMs: null, sentAt: mail.sentAt };
  if (outcome.kind === "sent") {
    emit(mailSent(id, factsOf(mail)));
    return { id, state: "sent", attempts, error: null, dueInMs: null, sentAt: now };
  }
  const error = outcome.reason.slice(0, LONGEST);
  if (outcome.final || attempts >= MAIL_TRIES) {
    emit(mailFailed(id, { ...factsOf(mail), error }));
    return { id, state: "failed", attempts, error, dueInMs: null, sentAt: mail.sentAt };
  }
  return { id, state: "queued", attempts, error, dueInMs: retryDelayMs(attempts), sentAt: mail.sentAt };
}
