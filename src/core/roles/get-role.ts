import { notFound } from "../kernel/errors.ts";
import { isId } from "../kernel/ids.ts";
import { query } from "../kernel/operation.ts";
import { builtInView, isBuiltIn, viewOf } from "./record.ts";
import { RoleTarget, RoleView } from "./schemas.ts";
import { countUsers, readRole } from "./store.ts";

export const getRole = query({
  name: "roles.get",
  summary: "Returns one role, by its id or the name of a built-in one.",
  scope: "users:read",
  audience: "public",
  input: RoleTarget,
  output: RoleView,
  failures: [notFound],
  run: async ({ read }, { id }) => {
    const users = (await countUsers(read)).get(id) ?? 0;
    if (isBuiltIn(id)) return builtInView(id, users);
    const role = isId(id) ? await readRole(read, id) : undefined;
    if (role === undefined) throw notFound("role", id);
    return viewOf(role, users);
  },
});
