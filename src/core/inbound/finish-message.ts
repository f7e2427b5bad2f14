import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { messageFailed, messageProcessed } from "./events.ts";
import { lockMessage, markEnded } from "./message-store.ts";
import { messageFacts } from "./record.ts";
import { FinishMessageInput, MessageState } from "./schemas.ts";

export const finishMessage = command({
  name: "inbound.finish",
  summary: "Records the result of processing a message.",
  scope: "system",
  audience: "operator",
  input: FinishMessageInput,
  output: z.object({ state: MessageState }),
  failures: [notFound],
  run: async (context, { id, outcome }) => {
    const message = await lockMessage(context.tx, id);
    if (message === undefined) throw notFound("inbound message", id);
    if (message.state === "processed" || message.state === "ignored") return { state: message.state };
    markEnded(context, id, outcome);
    const facts = messageFacts(message);
    if (outcome.state === "failed") context.emit(messageFailed(id, { ...facts, error: outcome.error }));
    else {
      const result = outcome.state === "processed" ? outcome.result : null;
      const reason = outcome.state === "ignored" ? outcome.error.message : null;
      context.emit(messageProcessed(id, { ...facts, result, reason }));
    }
    return { state: outcome.state };
  },
});
