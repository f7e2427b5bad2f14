import { adjustStock } from "../inventory/index.ts";
import { forbidden, notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { placeOrder } from "../orders/place-order.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { cannotRepair, directionNeeded, settled } from "./errors.ts";
import { differenceRepaired } from "./events.ts";
import { mend, scopeOf } from "./mend.ts";
import { type DifferenceRecord, differenceView } from "./record.ts";
import { repairsOf } from "./rules.ts";
import { DifferenceView, type RepairDirection, RepairInput } from "./schemas.ts";
import { readDifference, settleDifference } from "./store.ts";

export const repairDifference = command({
  name: "reconciliation.repair",
  summary: "Repairs one difference: places the order, books the count, or publishes our state again.",
  scope: "webhooks:write",
  audience: "public",
  input: RepairInput,
  output: DifferenceView,
  failures: [notFound, settled, cannotRepair, directionNeeded, ...placeOrder.failures, ...adjustStock.failures],
  run: async (context, { id, direction: wanted }) => {
    const { tx, actor, now, race, emit } = context;
    const difference = await readDifference(tx, id);
    if (difference === undefined) throw notFound("difference", id);
    refuseUnreadableBooks(actor, difference);
    const direction = chosen(difference, wanted);
    const scope = scopeOf(difference, direction);
    if (!actor.scopes.has(scope)) throw forbidden(scope);
    await race("reconciliation.repair:read");
    const note = await mend(context, difference, direction);
    const done = await settleDifference(context, { id, state: "repaired", note, by: actor.name });
    if (!done) throw settled("settled"); // and rolls the repair back
    const { reconciliationId, key } = difference;
    emit(differenceRepaired(id, { differenceId: id, reconciliationId, key, direction }));
    return differenceView({ ...difference, state: "repaired", note, settledBy: actor.name, settledAt: now });
  },
});

function chosen(difference: DifferenceRecord, wanted: RepairDirection | undefined): RepairDirection {
  const { repairs, why } = repairsOf(difference);
  if (difference.state === "repaired" || difference.state === "ignored") throw settled(difference.state);
  const [only, another] = repairs;
  if (only === undefined) throw cannotRepair(why ?? "There is nothing to repair.");
  if (wanted === undefined && another !== undefined) throw directionNeeded();
  if (wanted !== undefined && !repairs.includes(wanted))
    throw cannotRepair(`This difference can only be repaired ${only}.`);
  return wanted ?? only;
}
