import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { readRole } from "../roles/store.ts";
import { MeView } from "./schemas.ts";
import { readUser } from "./store.ts";

export const currentUser = query({
  name: "users.me",
  summary: "Returns the caller: user, key or client, tenant and scopes. Everybody may.",
  scope: "any",
  audience: "public",
  input: z.strictObject({}),
  output: MeView,
  failures: [],
  run: async ({ read, actor }) => {
    const user = actor.type === "user" ? await readUser(read, actor.id) : undefined;
    const role = user?.roleId ? await readRole(read, user.roleId) : undefined;
    return {
      type: actor.type,
      id: actor.id,
      name: user?.name ?? actor.name,
      email: user?.email ?? null,
      role: actor.role ?? null,
      roleName: role?.name ?? null,
      tenantId: actor.tenantId,
      scopes: [...actor.scopes],
    };
  },
});
