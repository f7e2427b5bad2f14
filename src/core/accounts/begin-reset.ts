import { z } from "zod";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { readTenant } from "../tenants/store.ts";
import { readUser } from "../users/store.ts";
import { passwordResetRequested } from "./events.ts";
import { resetLetter } from "./letters.ts";
import { insertReset } from "./reset-store.ts";
import { RESET_MS } from "./rules.ts";
import { AskedFrom } from "./schemas.ts";
import { hashOf, makeResetToken } from "./secret-format.ts";
import { lockPerson } from "./session-store.ts";

export const beginReset = command({
  name: "accounts.beginReset",
  summary: "Mails a link with which a user chooses a new password, once and within the hour.",
  scope: "system",
  audience: "operator",
  input: AskedFrom.extend({ userId: Id }),
  output: z.object({ sent: z.boolean() }),
  failures: [],
  run: async (context, { userId, publicUrl, sends, ...origin }) => {
    const { tx, now, emit } = context;
    if (!(await lockPerson(tx, userId))) return { sent: false };
    const [user, tenant] = await Promise.all([readUser(tx, userId), readTenant(tx)]);
    if (user === undefined || tenant === undefined) return { sent: false };
    const token = makeResetToken();
    insertReset(context, { id: newId(), userId, hash: hashOf(token), expiresAt: new Date(now.getTime() + RESET_MS) });
    emit(passwordResetRequested(userId, {}));
    const letter = resetLetter({ name: user.name, tenant, publicUrl, at: now, origin });
    await queueMail(context, { template: "password_reset", to: user, letter, secret: token, sends });
    return { sent: sends };
  },
});
