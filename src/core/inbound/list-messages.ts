import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { listMessages as readMessages } from "./message-store.ts";
import { messageViewOf } from "./record.ts";
import { ListMessagesInput, MessagePage } from "./schemas.ts";

export const listMessages = query({
  name: "inbound.listMessages",
  summary: "Lists received messages, newest first.",
  scope: "webhooks:read",
  audience: "public",
  input: ListMessagesInput,
  output: MessagePage,
  failures: [],
  run: async ({ read, actor, cursors }, input) => {
    const { limit, cursor, ...filters } = input;
    const list = `inbound ${JSON.stringify(filters)}`;
    const after = cursor === undefined ? undefined : cursors.decode(list, cursor);
    const page = pageOf(await readMessages(read, input, after), limit, ({ receivedAt, id }) =>
      cursors.encode(list, [receivedAt.toISOString(), id]),
    );
    return { ...page, data: page.data.map((message) => messageViewOf(message, actor)) };
  },
});
