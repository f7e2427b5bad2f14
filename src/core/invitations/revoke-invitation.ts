import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { invitationAccepted } from "./errors.ts";
import { invitationRevokedEvent } from "./events.ts";
import { factsOf, viewOf } from "./record.ts";
import { InvitationTarget, InvitationView } from "./schemas.ts";
import { endInvitation, lockInvitation } from "./store.ts";

export const revokeInvitation = command({
  name: "invitations.revoke",
  summary: "Revokes an invitation: its link opens nothing any more. Idempotent.",
  scope: "users:write",
  audience: "public",
  input: InvitationTarget,
  output: InvitationView,
  failures: [notFound, invitationAccepted],
  run: async (context, { id }) => {
    const record = await lockInvitation(context.tx, id);
    if (record === undefined) throw notFound("invitation", id);
    if (record.acceptedAt !== null) throw invitationAccepted();
    if (record.revokedAt !== null) return viewOf(record, context.now);
    endInvitation(context, id, {});
    context.emit(invitationRevokedEvent(id, factsOf(record)));
    return viewOf({ ...record, revokedAt: context.now }, context.now);
  },
});
