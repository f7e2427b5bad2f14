import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openSource } from "./change-source.ts";
import { messageReceived } from "./events.ts";
import { lockFailed, markAgain } from "./message-store.ts";
import { messageFacts } from "./record.ts";
import { Counted, RetryFailedInput } from "./schemas.ts";

/** Limit per transaction; a repeated call takes the next ones. */
const AT_ONCE = 1000;

export const retryFailed = command({
  name: "inbound.retryFailed",
  summary: "Retries the failed messages of a source, oldest first, up to 1,000; muted messages are skipped.",
  scope: "webhooks:write",
  audience: "public",
  input: RetryFailedInput,
  output: Counted,
  failures: [notFound],
  run: async (context, { id, since }) => {
    await openSource(context, { id });
    const failed = await lockFailed(context.tx, { id, since, limit: AT_ONCE });
    markAgain(
      context,
      failed.map((message) => message.id),
    );
    for (const message of failed) context.emit(messageReceived(message.id, messageFacts(message)));
    return { count: failed.length };
  },
});
