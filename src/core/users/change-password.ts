import { z } from "zod";
import { unauthenticated } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { Id } from "../kernel/shapes.ts";
import { throttled } from "../throttle/errors.ts";
import { ownProofCounter } from "../throttle/limits.ts";
import { countAttempt, forgiveAttempt } from "../throttle/tries.ts";
import { commonPassword, shortPassword, wrongPassword } from "./errors.ts";
import { userUpdated } from "./events.ts";
import { hashPassword, isPassword } from "./password.ts";
import { aboutOf } from "./record.ts";
import { Password } from "./schemas.ts";
import { endSessions, lockUserAndAdmins, updateUser } from "./store.ts";

export const changePassword = command({
  name: "users.changePassword",
  summary: "Changes the caller's own password and ends all of their sessions. Every role may.",
  scope: "any",
  audience: "screens",
  input: z.strictObject({ currentPassword: z.string().max(200), newPassword: Password }),
  output: z.object({ id: Id }),
  failures: [wrongPassword, throttled, shortPassword, commonPassword],
  secrets: ["currentPassword", "newPassword"],
  attempt: async (context, { currentPassword, newPassword }) => {
    const { tx, now, actor, emit } = context;
    const { user } = await lockUserAndAdmins(tx, personOf(actor));
    if (user === undefined || !user.active) throw unauthenticated();
    const counters = [ownProofCounter(user.id)];
    const crowd = await countAttempt(tx.sql, counters, now);
    if (crowd !== undefined) return { refused: throttled(crowd.retryAfterS) };
    if (!(await isPassword(user.passwordHash, currentPassword))) return { refused: wrongPassword() };
    const passwordHash = await hashPassword(newPassword, { field: "newPassword", about: aboutOf(user) });
    await forgiveAttempt(tx.sql, counters, now);
    const after = { ...user, passwordHash, version: user.version + 1, updatedAt: now };
    updateUser(context, after);
    endSessions(context, user.id);
    emit(userUpdated(user.id, { ...after, passwordChanged: true }));
    return { ok: { id: user.id } };
  },
});
