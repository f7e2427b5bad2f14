import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openSource } from "./change-source.ts";
import { sourceDeleted } from "./events.ts";
import { sourceFacts, viewOf } from "./record.ts";
import { DeleteSourceInput, SourceView } from "./schemas.ts";
import { deleteSource as writeDeleted } from "./source-store.ts";

export const deleteSource = command({
  name: "inbound.deleteSource",
  summary: "Deletes a source and its URL. Its messages remain readable.",
  scope: "webhooks:write",
  audience: "public",
  input: DeleteSourceInput,
  output: SourceView,
  failures: [notFound, stale],
  run: async (context, input) => {
    const source = await openSource(context, input);
    writeDeleted(context, source.id);
    context.emit(sourceDeleted(source.id, sourceFacts(source)));
    return viewOf({ ...source, status: "disabled", secrets: [] }, context.now);
  },
});
