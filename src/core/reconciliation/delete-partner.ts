import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { partnerDeleted } from "./events.ts";
import { erasePartner, lockPartner } from "./partner-store.ts";
import { partnerFacts, partnerView } from "./record.ts";
import { PartnerView, ReconciliationTarget } from "./schemas.ts";

export const deletePartner = command({
  name: "reconciliation.deletePartner",
  summary: "Deletes a partner and its secret. Its comparisons remain.",
  scope: "webhooks:write",
  audience: "public",
  input: ReconciliationTarget,
  output: PartnerView,
  failures: [notFound],
  run: async (context, { id }) => {
    const partner = await lockPartner(context.tx, id);
    if (partner === undefined) throw notFound("partner", id);
    refuseUnreadableBooks(context.actor, partner);
    await context.race("reconciliation.deletePartner:read");
    erasePartner(context, partner);
    context.emit(partnerDeleted(id, partnerFacts(partner)));
    return partnerView(partner);
  },
});
