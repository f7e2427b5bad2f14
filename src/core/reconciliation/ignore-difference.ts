import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { settled } from "./errors.ts";
import { differenceIgnored } from "./events.ts";
import { differenceView } from "./record.ts";
import { DifferenceView, IgnoreInput } from "./schemas.ts";
import { readDifference, settleDifference } from "./store.ts";

export const ignoreDifference = command({
  name: "reconciliation.ignore",
  summary: "Ignores a difference, with a reason.",
  scope: "webhooks:write",
  audience: "public",
  input: IgnoreInput,
  output: DifferenceView,
  failures: [notFound, settled],
  run: async (context, { id, note }) => {
    const { tx, actor, now, race, emit } = context;
    const difference = await readDifference(tx, id);
    if (difference === undefined) throw notFound("difference", id);
    refuseUnreadableBooks(actor, difference);
    await race("reconciliation.ignore:read");
    if (!(await settleDifference(context, { id, state: "ignored", note, by: actor.name })))
      throw settled(difference.state);
    const { reconciliationId, key } = difference;
    emit(differenceIgnored(id, { differenceId: id, reconciliationId, key, note }));
    return differenceView({ ...difference, state: "ignored", note, settledBy: actor.name, settledAt: now });
  },
});
