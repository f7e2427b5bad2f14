import { notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { messageFailed, messageReceived } from "./events.ts";
import { findDuplicate, insertMessage } from "./message-store.ts";
import { messageFacts } from "./record.ts";
import { ReceivedMessage, ReceiveMessageInput } from "./schemas.ts";
import { findSource } from "./source-store.ts";

/** For authenticated messages: transports verify signatures first. */
export const receiveMessage = command({
  name: "inbound.receive",
  summary: "Stores a received message for processing, once per sender's id.",
  scope: "system",
  audience: "operator",
  input: ReceiveMessageInput,
  output: ReceivedMessage,
  failures: [notFound],
  run: async (context, input) => {
    const { tx, emit } = context;
    const id = newId();
    const source = await findSource(tx, input.sourceId);
    if (source === undefined) throw notFound("inbound source", input.sourceId);
    await context.race("inbound.receive:read");
    if ((await insertMessage(context, id, input)) === undefined) {
      const kept = await findDuplicate(tx, input);
      if (kept === undefined) throw new Error("A message that is there cannot be read");
      return { id: kept, duplicate: true };
    }
    const { type, externalId, failed } = input;
    const named = { sourceId: source.id, sourceCode: source.code, sourceName: source.name };
    const facts = messageFacts({ id, ...named, type, externalId });
    emit(
      failed === undefined
        ? messageReceived(id, facts)
        : messageFailed(id, { ...facts, error: { ...failed, errors: [] } }),
    );
    return { id, duplicate: false };
  },
});
