import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { UserView } from "./schemas.ts";
import { readUser } from "./store.ts";

export const getUser = query({
  name: "users.get",
  summary: "Returns one user.",
  scope: "users:read",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: UserView,
  failures: [notFound],
  run: async ({ read }, { id }) => {
    const user = await readUser(read, id);
    if (user === undefined) throw notFound("user", id);
    return viewOf(user);
  },
});
