import { z } from "zod";
import { roles } from "../kernel/actor.ts";
import { query } from "../kernel/operation.ts";
import { builtInView, viewOf } from "./record.ts";
import { RolePage } from "./schemas.ts";
import { countUsers, readRoles } from "./store.ts";

export const listRoles = query({
  name: "roles.list",
  summary: "Lists all roles: the built-in ones, then your own by name.",
  scope: "users:read",
  audience: "public",
  input: z.strictObject({}),
  output: RolePage,
  failures: [],
  run: async ({ read }) => {
    const [own, users] = await Promise.all([readRoles(read), countUsers(read)]);
    const of = (id: string) => users.get(id) ?? 0;
    return {
      data: [...roles.map((role) => builtInView(role, of(role))), ...own.map((role) => viewOf(role, of(role.id)))],
      nextCursor: null,
    };
  },
});
