import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { notComparable } from "./errors.ts";
import { repairRequested } from "./events.ts";
import { RepairAllInput, RepairAllOutput } from "./schemas.ts";
import { countOpen, lockReconciliation } from "./store.ts";

export const repairAll = command({
  name: "reconciliation.repairAll",
  summary: "Repairs all open differences of a kind in the background, in the caller's name.",
  scope: "webhooks:write",
  audience: "public",
  input: RepairAllInput,
  output: RepairAllOutput,
  failures: [notFound, notComparable],
  run: async ({ tx, actor, race, emit }, { id, kind, direction }) => {
    const record = await lockReconciliation(tx, id);
    if (record === undefined) throw notFound("reconciliation", id);
    refuseUnreadableBooks(actor, record.partner);
    await race("reconciliation.repairAll:read");
    if (record.status !== "done") throw notComparable(record.status);
    const open = await countOpen(tx, { id, kind });
    const { type, id: actorId, name } = actor;
    const by = { type, id: actorId, name, scopes: [...actor.scopes] };
    emit(
      repairRequested(id, {
        reconciliationId: id,
        partner: record.partner.code,
        kind,
        direction: direction ?? null,
        actor: by,
      }),
    );
    return { id, kind, open };
  },
});
