import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { privateTarget } from "../webhooks/errors.ts";
import { refusePrivateTarget } from "../webhooks/target.ts";
import { refuseUnreadableBooks } from "./access.ts";
import { channelNeeded, partnerExists, unknownPlace } from "./errors.ts";
import { partnerCreated } from "./events.ts";
import { placesOf } from "./partner-places.ts";
import { insertPartner } from "./partner-store.ts";
import { partnerFacts, partnerView } from "./record.ts";
import { CreatePartnerInput, PartnerView } from "./schemas.ts";

export const createPartner = command({
  name: "reconciliation.createPartner",
  summary: "Creates a reconciliation partner, whose orders or stock are compared with ours.",
  scope: "webhooks:write",
  audience: "public",
  input: CreatePartnerInput,
  output: PartnerView,
  failures: [privateTarget, unknownPlace, partnerExists, channelNeeded],
  secrets: ["authorization"],
  run: async (context, { authorization, ...input }) => {
    refuseUnreadableBooks(context.actor, input);
    refusePrivateTarget(context, input.url);
    const partner = {
      ...input,
      ...(await placesOf(context.tx, input)),
      id: newId(),
      authorization: authorization === undefined ? null : context.sealer.seal(authorization),
      version: 1,
      createdAt: context.now,
    };
    await context.race("reconciliation.createPartner:read");
    if (!(await insertPartner(context, partner))) throw partnerExists(input.code);
    context.emit(partnerCreated(partner.id, partnerFacts(partner)));
    return partnerView(partner);
  },
});
