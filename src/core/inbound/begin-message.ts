import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { lockMessage, markBegun } from "./message-store.ts";
import { BeginMessageInput, BegunMessage } from "./schemas.ts";

export const beginMessage = command({
  name: "inbound.begin",
  summary: "Claims a mail for sending. A mail that was begun before is sent again unchanged.",
  scope: "system",
  audience: "operator",
  input: BeginMessageInput,
  output: BegunMessage,
  failures: [notFound],
  run: async (context, { id, mapped }) => {
    const message = await lockMessage(context.tx, id);
    if (message === undefined) throw notFound("inbound message", id);
    if (message.state === "processed" || message.state === "ignored") return null;
    const standing = message.state === "received" && message.mapped !== null ? message.mapped : mapped;
    markBegun(context, id, standing);
    return { mapped: standing };
  },
});
