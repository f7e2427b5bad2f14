import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { alreadyProcessed } from "./errors.ts";
import { messageReceived } from "./events.ts";
import { lockMessage, markAgain } from "./message-store.ts";
import { messageFacts, messageViewOf } from "./record.ts";
import { MessageId, MessageView } from "./schemas.ts";
import { refuseBeyondSource } from "./source-policy.ts";

export const retryMessage = command({
  name: "inbound.retryMessage",
  summary: "Retries a message with its source's current mapping. A processed message is not processed twice.",
  scope: "webhooks:write",
  audience: "public",
  input: MessageId,
  output: MessageView,
  failures: [notFound, alreadyProcessed],
  run: async (context, { id }) => {
    const message = await lockMessage(context.tx, id);
    if (message === undefined) throw notFound("inbound message", id);
    refuseBeyondSource(context.actor, { kind: message.sourceKind, operation: message.sourceOperation });
    if (message.state === "processed") throw alreadyProcessed();
    markAgain(context, [id]);
    context.emit(messageReceived(id, messageFacts(message)));
    const again = message.state === "received" ? {} : { error: null, result: null, processedAt: null, mutedAt: null };
    return messageViewOf({ ...message, ...again, state: "received" }, context.actor);
  },
});
