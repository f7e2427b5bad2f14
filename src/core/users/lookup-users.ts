import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { UserView } from "./schemas.ts";
import { readUsers } from "./store.ts";

export const lookupUsers = lookup({
  name: "users.lookup",
  summary: "Looks up users by id.",
  scope: "users:read",
  key: IdKey,
  value: UserView,
  read: async ({ read }, ids) => (await readUsers(read, ids)).map((user) => [user.id, viewOf(user)] as const),
});
