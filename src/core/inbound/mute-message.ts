import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { lockMessage, markMuted } from "./message-store.ts";
import { messageViewOf } from "./record.ts";
import { MessageView, MuteMessageInput } from "./schemas.ts";

export const muteMessage = command({
  name: "inbound.mute",
  summary: "Mutes or unmutes a failed message. Muted messages are not counted as open.",
  scope: "webhooks:write",
  audience: "public",
  input: MuteMessageInput,
  output: MessageView,
  failures: [notFound],
  run: async (context, { id, muted }) => {
    const message = await lockMessage(context.tx, id);
    if (message === undefined) throw notFound("inbound message", id);
    const mutedAt = muted ? (message.mutedAt ?? context.now) : null;
    markMuted(context, id, mutedAt);
    return messageViewOf({ ...message, mutedAt }, context.actor);
  },
});
