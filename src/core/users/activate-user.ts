import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { Id } from "../kernel/shapes.ts";
import { userUpdated } from "./events.ts";
import { viewOf } from "./record.ts";
import { UserView } from "./schemas.ts";
import { lockUserAndAdmins, updateUser } from "./store.ts";

export const activateUser = command({
  name: "users.activate",
  summary: "Reactivates a user. Idempotent.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  input: z.strictObject({ id: Id }),
  output: UserView,
  failures: [notFound, beyondOwnScopes],
  run: async (context, { id }) => {
    const { user } = await lockUserAndAdmins(context.tx, id);
    if (user === undefined) throw notFound("user", id);
    refuseRightsBeyondOwn(context.actor, user.rights);
    if (user.active) return viewOf(user);
    const after = { ...user, active: true, version: user.version + 1, updatedAt: context.now };
    updateUser(context, after);
    context.emit(userUpdated(id, { ...after, passwordChanged: false }));
    return viewOf(after);
  },
});
