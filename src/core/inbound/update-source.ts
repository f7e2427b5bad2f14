import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { changed, openSource } from "./change-source.ts";
import { sourceUpdated } from "./events.ts";
import { sourceFacts, viewOf } from "./record.ts";
import { SourceView, UpdateSourceInput } from "./schemas.ts";
import { refuseUnfit, unfit } from "./source-rules.ts";
import { updateSource as writeSource } from "./source-store.ts";

export const updateSource = command({
  name: "inbound.updateSource",
  summary: "Updates a source. Failed messages can be retried with the new mapping.",
  scope: "webhooks:write",
  audience: "public",
  input: UpdateSourceInput,
  output: SourceView,
  failures: [notFound, stale, ...unfit],
  run: async (context, { id, ifVersion, ...input }) => {
    const { tx, now, actor, emit } = context;
    const before = await openSource(context, { id, ifVersion });
    const after = changed(before, present(input), now);
    await refuseUnfit(tx, actor, after);
    if (isUnchanged(before, after)) return viewOf(before, now);
    writeSource(context, after);
    emit(sourceUpdated(id, sourceFacts(after)));
    return viewOf(after, now);
  },
});
