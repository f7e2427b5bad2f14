import { newId } from "../kernel/ids.ts";
import type { Call, WriteContext } from "../kernel/operation.ts";
import { mailQueued } from "./events.ts";
import { type Letter, render } from "./letter.ts";
import { factsOf, type MailRecord } from "./record.ts";
import { isReserved } from "./rules.ts";
import type { MailTemplate } from "./schemas.ts";
import { announceMails, insertMails } from "./store.ts";
import type { Person } from "./templates.ts";

interface Queued {
  readonly template: MailTemplate;
  readonly to: Person;
  readonly letter: Letter;
  /** Sealed in the database, and shown to nobody but the recipient. */
  readonly secret?: string;
  /** Whether a mail server is configured. */
  readonly sends: boolean;
}

/** Writes a mail in the transaction of what it tells. For mails with a secret, which no event may carry. */
export async function queueMail(
  context: Pick<WriteContext, "tx" | "now" | "send" | "sealer"> & Pick<Call<unknown>, "emit">,
  { template, to, letter, secret, sends }: Queued,
): Promise<void> {
  const { tx, now, send, sealer, emit } = context;
  const state = sends && !isReserved(to.email) ? "queued" : "kept";
  const mail: MailRecord = {
    ...render(letter),
    id: newId(),
    eventId: newId(),
    template,
    toEmail: to.email,
    toName: to.name,
    state,
    attempts: 0,
    error: null,
    createdAt: now,
    sentAt: null,
  };
  await insertMails(tx, [{ ...mail, secret: secret === undefined ? null : sealer.seal(secret) }]);
  if (state === "kept") return;
  emit(mailQueued(mail.id, factsOf(mail)));
  send(announceMails(tx.sql));
}
