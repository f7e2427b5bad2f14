import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { MeView } from "./schemas.ts";
import { readUser } from "./store.ts";

export const currentUser = query({
  name: "users.me",
  summary: "Returns the caller: user or key, tenant and scopes.",
  scope: "orders:read",
  audience: "public",
  input: z.strictObject({}),
  output: MeView,
  failures: [],
  run: async ({ read, actor }) => {
    const user = actor.type === "user" ? await readUser(read, actor.id) : undefined;
    return {
      type: actor.type,
      id: actor.id,
      name: user?.name ?? actor.name,
      email: user?.email ?? null,
      role: actor.role ?? null,
      tenantId: actor.tenantId,
      scopes: [...actor.scopes],
    };
  },
});
