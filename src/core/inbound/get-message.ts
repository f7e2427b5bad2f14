import { isUtf8 } from "node:buffer";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { readMessage } from "./message-store.ts";
import { messageViewOf } from "./record.ts";
import { MessageDetail, MessageId } from "./schemas.ts";
import { refuseUnreadableMessage } from "./source-policy.ts";
import { targetNamed } from "./targets.ts";

export const getMessage = query({
  name: "inbound.getMessage",
  summary: "Returns one message as received, its mapped input and its result.",
  scope: "webhooks:read",
  audience: "public",
  input: MessageId,
  output: MessageDetail,
  failures: [notFound],
  run: async ({ read, actor }, { id }) => {
    const message = await readMessage(read, id);
    if (message === undefined) throw notFound("inbound message", id);
    const { headers, body, mapped, source, ...record } = message;
    refuseUnreadableMessage(actor, source);
    const text = isUtf8(body);
    return {
      ...messageViewOf(record, actor),
      headers,
      body: { encoding: text ? "text" : "base64", content: body.toString(text ? "utf8" : "base64") } as const,
      operation: targetNamed(message.result?.operation)?.name ?? source.operation,
      mapped,
    };
  },
});
