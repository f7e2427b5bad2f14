import { query } from "../kernel/operation.ts";
import { numberedPage, paginationOf } from "../kernel/page.ts";
import { viewOf } from "./record.ts";
import { PageUsersInput, UserView } from "./schemas.ts";
import { pageUsers as readUsers } from "./store.ts";

export const pageUsers = query({
  name: "users.page",
  summary: "Lists users by page number, up to the 10,000th entry.",
  scope: "users:read",
  audience: "public",
  input: PageUsersInput,
  output: numberedPage(UserView),
  failures: [],
  run: async ({ read }, input) => {
    const { users, total } = await readUsers(read, input);
    return { data: users.map(viewOf), pagination: paginationOf(input, total) };
  },
});
