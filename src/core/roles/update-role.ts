import { KEY_LEASE_MS } from "../kernel/credential-lease.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { roleBuiltIn, roleNameTaken } from "./errors.ts";
import { roleUpdated } from "./events.ts";
import { openRole } from "./open-role.ts";
import { isBuiltInName, type RoleRecord, viewOf } from "./record.ts";
import { RoleView, UpdateRoleInput } from "./schemas.ts";
import { countUsers, isNameTaken, lockRole, updateRole as writeRole } from "./store.ts";

export const updateRole = command({
  name: "roles.update",
  summary:
    "Updates a role. Once this returns, its permissions are in force for all who have it: sessions, keys and tokens.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  settleMs: KEY_LEASE_MS + 50,
  input: UpdateRoleInput,
  output: RoleView,
  failures: [notFound, stale, beyondOwnScopes, roleBuiltIn, roleNameTaken],
  run: async (context, { id, ifVersion, ...changes }) => {
    const { tx, now, actor, emit } = context;
    const before = await openRole(id, () => lockRole(tx, id));
    if (ifVersion !== undefined && ifVersion !== before.version) throw stale("role", before.version);
    const after: RoleRecord = { ...before, ...present(changes), version: before.version + 1, updatedAt: now };
    refuseRightsBeyondOwn(actor, before.scopes, after.scopes);
    const users = (await countUsers(tx)).get(id) ?? 0;
    if (isUnchanged(before, after)) return viewOf(before, users);
    if (isBuiltInName(after.name) || (await isNameTaken(tx, after))) throw roleNameTaken(after.name);
    await context.race("roles.update:read");
    writeRole(context, after);
    const added = after.scopes.filter((scope) => !before.scopes.includes(scope));
    const removed = before.scopes.filter((scope) => !after.scopes.includes(scope));
    emit(roleUpdated(id, { ...after, scopes: [...after.scopes], added, removed }));
    return viewOf(after, users);
  },
});
