import { principalOf } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { badList, unknownPartner } from "./errors.ts";
import { reconciliationStarted } from "./events.ts";
import { readPartner } from "./partner-store.ts";
import { type PartnerRecord, type ReconciliationRecord, reconciliationView } from "./record.ts";
import { listFor } from "./rules.ts";
import { ReconciliationView, StartReconciliationInput, type TheirList } from "./schemas.ts";
import { insertReconciliation } from "./store.ts";

export const startReconciliation = command({
  name: "reconciliation.start",
  summary: "Starts a comparison of a partner's list, posted or fetched from its URL, with our records.",
  scope: "webhooks:write",
  audience: "public",
  input: StartReconciliationInput,
  output: ReconciliationView,
  failures: [badList, unknownPartner],
  run: async (context, { partner: ref, range, ...list }) => {
    const partner = await readPartner(context.tx, ref);
    if (partner === undefined) throw unknownPartner(`There is no partner called ${ref}.`);
    refuseUnreadableBooks(context.actor, partner);
    const theirs = listOf(partner, list);
    const iso = (at: string | undefined) => (at === undefined ? null : new Date(at).toISOString());
    const record: ReconciliationRecord = {
      id: newId(),
      partner,
      status: "queued",
      range: { from: iso(range?.from), to: iso(range?.to) },
      counts: null,
      open: 0,
      untouched: { missingHere: 0, missingThere: 0, differ: 0 },
      error: null,
      createdBy: principalOf(context.actor),
      createdAt: context.now,
      finishedAt: null,
    };
    insertReconciliation(context, { ...record, partnerId: partner.id, theirs });
    context.emit(reconciliationStarted(record.id, { reconciliationId: record.id, partner: partner.code }));
    return reconciliationView(record);
  },
});

/** Undefined: the list is fetched. */
function listOf(partner: PartnerRecord, list: TheirList): TheirList | undefined {
  const theirs = listFor(partner, list);
  if (theirs === undefined && partner.url === null)
    throw badList(`/${partner.compares}`, "Send their list: this partner has no address where it could be fetched.");
  return theirs;
}
