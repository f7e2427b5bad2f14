import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { viewOf } from "./record.ts";
import { ListUsersInput, UserView } from "./schemas.ts";
import { listUsers as readUsers } from "./store.ts";

export const listUsers = query({
  name: "users.list",
  summary: "Lists users, by name by default.",
  scope: "users:read",
  audience: "public",
  input: ListUsersInput,
  output: z.object({ data: z.array(UserView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read, cursors }, input) => {
    const list = `users ${input.sort} ${input.role ?? ""} ${input.active ?? ""} ${input.q ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const page = pageOf(await readUsers(read, input, after), input.limit, ({ name, createdAt, id }) =>
      cursors.encode(list, [input.sort.endsWith("name") ? name.toLowerCase() : createdAt.toISOString(), id]),
    );
    return { ...page, data: page.data.map(viewOf) };
  },
});
