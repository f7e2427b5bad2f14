import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { IfVersion } from "../kernel/shapes.ts";
import { roleBuiltIn, roleInUse } from "./errors.ts";
import { roleDeleted } from "./events.ts";
import { openRole } from "./open-role.ts";
import { DeletedRole, RoleTarget } from "./schemas.ts";
import { countInvitations, countUsers, deleteRole as removeRole, lockForDeletion } from "./store.ts";

export const deleteRole = command({
  name: "roles.delete",
  summary: "Deletes a role that no user and no open invitation has.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  input: RoleTarget.extend({ ifVersion: IfVersion }),
  output: DeletedRole,
  failures: [notFound, stale, beyondOwnScopes, roleBuiltIn, roleInUse],
  run: async (context, { id, ifVersion }) => {
    const role = await openRole(id, () => lockForDeletion(context.tx, id));
    if (ifVersion !== undefined && ifVersion !== role.version) throw stale("role", role.version);
    refuseRightsBeyondOwn(context.actor, role.scopes);
    const users = (await countUsers(context.tx)).get(id) ?? 0;
    const invited = await countInvitations(context.tx, id, context.now);
    if (users + invited > 0) throw roleInUse(users, invited);
    await context.race("roles.delete:read");
    removeRole(context, id);
    context.emit(roleDeleted(id, { ...role, scopes: [...role.scopes] }));
    return { id };
  },
});
