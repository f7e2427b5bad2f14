import { listUsers } from "#core/users/index.ts";
import { ListUsersInput, UserView } from "#core/users/schemas.ts";
import type { ServerStreamMethod } from "./methods.ts";
import { readAll } from "./pages.ts";

const PAGE = 100;
const READING_MS = 300_000;

export const usersList: ServerStreamMethod = {
  kind: "server_stream",
  name: "ListUsers",
  summary: "Everybody who works here, by name unless told otherwise.",
  operations: [listUsers],
  request: { name: "ListUsersRequest", schema: ListUsersInput.omit({ limit: true, cursor: true }) },
  response: { name: "User", schema: UserView },
  patienceMs: READING_MS,
  async run({ enter, left }, read) {
    const first = await enter(0);
    first.admit(listUsers);
    const input = Object(first.reading(listUsers, read));
    const free = first.connect(listUsers);
    const page = async (cursor?: string) => {
      const caller = await enter();
      const { output } = await caller.call(listUsers, { ...input, limit: PAGE, cursor }, { left });
      return { items: output.data, nextCursor: output.nextCursor };
    };
    const stands = async () => (await enter(0)).admit(listUsers, listUsers.scope);
    return readAll(page, { free, stands });
  },
};
