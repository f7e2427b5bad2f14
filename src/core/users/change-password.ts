import { z } from "zod";
import { unauthenticated } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { wrongPassword } from "./errors.ts";
import { userUpdated } from "./events.ts";
import { hashPassword, isPassword } from "./password.ts";
import { Password } from "./schemas.ts";
import { endSessions, lockUserAndAdmins, updateUser } from "./store.ts";

export const changePassword = command({
  name: "users.changePassword",
  summary: "Changes the caller's own password and ends all of their sessions. Every role may.",
  scope: "any",
  audience: "screens",
  input: z.strictObject({ currentPassword: z.string().max(200), newPassword: Password }),
  output: z.object({ id: Id }),
  failures: [wrongPassword],
  secrets: ["currentPassword", "newPassword"],
  run: async (context, { currentPassword, newPassword }) => {
    const { tx, now, actor, emit } = context;
    // Keys have no password, and a token may do what it was given, not end its user's sessions.
    if (actor.type !== "user" || actor.client !== undefined) throw unauthenticated();
    const { user } = await lockUserAndAdmins(tx, actor.id);
    if (user === undefined || !user.active) throw unauthenticated();
    if (!(await isPassword(user.passwordHash, currentPassword))) throw wrongPassword();
    const passwordHash = await hashPassword(newPassword);
    const after = { ...user, passwordHash, version: user.version + 1, updatedAt: now };
    updateUser(context, after);
    endSessions(context, user.id);
    emit(userUpdated(user.id, { ...after, passwordChanged: true }));
    return { id: user.id };
  },
});
