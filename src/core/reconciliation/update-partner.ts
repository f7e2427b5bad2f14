import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import type { Sealer } from "../kernel/sealing.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { privateTarget, movedSecret } from "../webhooks/errors.ts";
import { refuseMovedSecret, refusePrivateTarget } from "../webhooks/target.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { unknownPlace, channelNeeded } from "./errors.ts";
import { partnerUpdated } from "./events.ts";
import { placesOf } from "./partner-places.ts";
import { lockPartner, updatePartner as writePartner } from "./partner-store.ts";
import { partnerFacts, type PartnerRecord, partnerView } from "./record.ts";
import { PartnerView, UpdatePartnerInput } from "./schemas.ts";

export const updatePartner = command({
  name: "reconciliation.updatePartner",
  summary: "Updates the given fields of a partner.",
  scope: "webhooks:write",
  audience: "public",
  input: UpdatePartnerInput,
  output: PartnerView,
  failures: [notFound, privateTarget, stale, movedSecret, unknownPlace, channelNeeded],
  secrets: ["authorization"],
  run: async (context, { id, ifVersion, authorization, ...changes }) => {
    const partner = await lockPartner(context.tx, id);
    if (partner === undefined) throw notFound("partner", id);
    refuseUnreadableBooks(context.actor, partner);
    refusePrivateTarget(context, changes.url);
    await context.race("reconciliation.updatePartner:read");
    if (ifVersion !== undefined && ifVersion !== partner.version) throw stale("partner", partner.version);
    const keepsSecret = authorization === undefined && partner.authorization !== null;
    refuseMovedSecret(partner.url, changes.url, keepsSecret && "authorization");
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const merged: PartnerRecord = { ...partner, ...given };
    const changed: PartnerRecord = {
      ...merged,
      ...(await placesOf(context.tx, merged)),
      authorization: sealed(partner.authorization, authorization, context.sealer),
      version: partner.version + 1,
    };
    if (isUnchanged(partner, changed)) return partnerView(partner);
    writePartner(context, changed);
    context.emit(partnerUpdated(id, partnerFacts(changed)));
    return partnerView(changed);
  },
});

function sealed(kept: string | null, given: string | null | undefined, sealer: Sealer): string | null {
  if (given === undefined) return kept;
  if (given === null) return null;
  return kept !== null && sealer.open(kept) === given ? kept : sealer.seal(given);
}
