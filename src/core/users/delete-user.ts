import { z } from "zod";
import { KEY_LEASE_MS } from "../kernel/credential-lease.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { Id } from "../kernel/shapes.ts";
import { endKeysOf } from "../keys/end-keys-of.ts";
import { lastAdmin } from "./errors.ts";
import { userDeleted } from "./events.ts";
import { isAdmin } from "./record.ts";
import { endSessions, eraseUser, lockUserAndAdmins } from "./store.ts";

export const deleteUser = command({
  name: "users.delete",
  summary:
    "Deletes a user and revokes the keys that the user created. Timelines keep the user's actions; the email address can be used again.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  settleMs: KEY_LEASE_MS + 50,
  input: z.strictObject({ id: Id, ifVersion: z.int().optional() }),
  output: z.object({ id: Id }),
  failures: [notFound, stale, beyondOwnScopes, lastAdmin],
  run: async (context, { id, ifVersion }) => {
    const { user, admins } = await lockUserAndAdmins(context.tx, id);
    if (user === undefined) throw notFound("user", id);
    if (ifVersion !== undefined && ifVersion !== user.version) throw stale("user", user.version);
    refuseRightsBeyondOwn(context.actor, user.rights);
    if (isAdmin(user) && admins === 1) throw lastAdmin();
    eraseUser(context, id);
    endSessions(context, id);
    await endKeysOf(context, id);
    context.emit(userDeleted(id, user));
    return { id };
  },
});
