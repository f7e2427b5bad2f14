import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRoleBeyondOwn } from "../kernel/own-scopes.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { emailTaken, emailUnavailable, lastAdmin } from "./errors.ts";
import { userUpdated } from "./events.ts";
import { refuseTakenEmail } from "./free-email.ts";
import { hashPassword } from "./password.ts";
import { isAdmin, type UserRecord, viewOf } from "./record.ts";
import { UpdateUserInput, UserView } from "./schemas.ts";
import { endSessions, lockUserAndAdmins, updateUser as writeUser } from "./store.ts";

export const updateUser = command({
  name: "users.update",
  summary: "Updates a user. A new password or deactivation ends all of the user's sessions.",
  scope: "users:write",
  audience: "public",
  input: UpdateUserInput,
  output: UserView,
  failures: [notFound, stale, beyondOwnScopes, lastAdmin, emailTaken, emailUnavailable],
  secrets: ["password"],
  run: async (context, { ifVersion, password, ...changes }) => {
    const { tx, now, actor, emit } = context;
    const newHash = password === undefined ? undefined : await hashPassword(password);
    const { user: before, admins } = await lockUserAndAdmins(tx, changes.id);
    if (before === undefined) throw notFound("user", changes.id);
    if (ifVersion !== undefined && ifVersion !== before.version) throw stale("user", before.version);
    const after: UserRecord = {
      ...before,
      ...present(changes),
      passwordHash: newHash ?? before.passwordHash,
      version: before.version + 1,
      updatedAt: now,
    };
    refuseRoleBeyondOwn(actor, before.role, after.role);
    if (isAdmin(before) && !isAdmin(after) && admins === 1) throw lastAdmin();
    if (isUnchanged(before, after)) return viewOf(before);
    if (after.email !== before.email) await refuseTakenEmail(tx, after.email, after.id);
    writeUser(context, after);
    if (newHash !== undefined || !after.active) endSessions(context, after.id);
    emit(userUpdated(after.id, { ...after, passwordChanged: newHash !== undefined }));
    return viewOf(after);
  },
});
