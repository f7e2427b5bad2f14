import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseBeyondOwn } from "../kernel/own-scopes.ts";
import { roleNameTaken } from "./errors.ts";
import { roleCreated } from "./events.ts";
import { isBuiltInName, type RoleRecord, viewOf } from "./record.ts";
import { CreateRoleInput, RoleView } from "./schemas.ts";
import { insertRole, isNameTaken } from "./store.ts";

export const createRole = command({
  name: "roles.create",
  summary: "Creates a role with permissions of your choice, as far as you hold them yourself.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  input: CreateRoleInput,
  output: RoleView,
  failures: [beyondOwnScopes, roleNameTaken],
  run: async (context, input) => {
    const { tx, now, actor, emit } = context;
    refuseBeyondOwn(actor, input.scopes);
    const role: RoleRecord = { ...input, id: newId(), version: 1, createdAt: now, updatedAt: now };
    if (isBuiltInName(role.name) || (await isNameTaken(tx, role))) throw roleNameTaken(role.name);
    await context.race("roles.create:read");
    insertRole(context, role);
    emit(roleCreated(role.id, { ...role, scopes: [...role.scopes] }));
    return viewOf(role, 0);
  },
});
