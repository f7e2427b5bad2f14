import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { notIgnored } from "./errors.ts";
import { differenceReopened } from "./events.ts";
import { differenceView } from "./record.ts";
import { DifferenceView, ReconciliationTarget } from "./schemas.ts";
import { readDifference, reopenDifference as reopen } from "./store.ts";

export const reopenDifference = command({
  name: "reconciliation.reopen",
  summary: "Reopens an ignored difference.",
  scope: "webhooks:write",
  audience: "public",
  input: ReconciliationTarget,
  output: DifferenceView,
  failures: [notFound, notIgnored],
  run: async ({ tx, actor, race, emit }, { id }) => {
    const difference = await readDifference(tx, id);
    if (difference === undefined) throw notFound("difference", id);
    refuseUnreadableBooks(actor, difference);
    await race("reconciliation.reopen:read");
    if (!(await reopen(tx, id))) throw notIgnored(difference.state);
    const { reconciliationId, key } = difference;
    emit(differenceReopened(id, { differenceId: id, reconciliationId, key }));
    return differenceView({ ...difference, state: "open", note: null, settledBy: null, settledAt: null });
  },
});
