import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { readTenant } from "../tenants/store.ts";
import { commonPassword, shortPassword } from "../users/errors.ts";
import { userUpdated } from "../users/events.ts";
import { hashPassword } from "../users/password.ts";
import { aboutOf } from "../users/record.ts";
import { Password } from "../users/schemas.ts";
import { endSessions, lockUserAndAdmins, updateUser } from "../users/store.ts";
import { resetOver } from "./errors.ts";
import { passwordSetLetter } from "./letters.ts";
import { lockReset } from "./reset-store.ts";
import { AskedFrom } from "./schemas.ts";
import { hashOf } from "./secret-format.ts";

export const finishReset = command({
  name: "accounts.finishReset",
  summary: "Sets the password of who holds a mailed link, and ends all of their sessions and tokens.",
  scope: "system",
  audience: "operator",
  input: AskedFrom.extend({ token: z.string().max(200), password: Password }),
  output: z.object({ userId: Id }),
  failures: [resetOver, shortPassword, commonPassword],
  secrets: ["token", "password"],
  run: async (context, { token, password, publicUrl, sends, ...origin }) => {
    const { tx, now, emit } = context;
    const reset = await lockReset(tx, hashOf(token), now);
    if (reset === undefined) throw resetOver();
    const [{ user }, tenant] = await Promise.all([lockUserAndAdmins(tx, reset.userId), readTenant(tx)]);
    if (user === undefined || !user.active || tenant === undefined) throw resetOver();
    const passwordHash = await hashPassword(password, { about: aboutOf(user) });
    const after = { ...user, passwordHash, version: user.version + 1, updatedAt: now };
    updateUser(context, after);
    endSessions(context, user.id);
    emit(userUpdated(user.id, { ...after, passwordChanged: true }));
    const letter = passwordSetLetter({ name: user.name, tenant, publicUrl, at: now, origin });
    await queueMail(context, { template: "password_set", to: user, letter, sends });
    return { userId: user.id };
  },
});
