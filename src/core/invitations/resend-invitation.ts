import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { roleUnclear, unknownRole } from "../roles/errors.ts";
import { Emails } from "../users/emails.ts";
import { emailTaken, emailUnavailable } from "../users/errors.ts";
import { chosenRole, rolesNamedBy } from "../users/role-choice.ts";
import { emailOwners } from "../users/store.ts";
import { invitationAccepted, invitationRevoked } from "./errors.ts";
import { refuseEnded, viewOf } from "./record.ts";
import { InvitationTarget, SentInvitation } from "./schemas.ts";
import { sendInvitation } from "./send-invitation.ts";
import { lockInvitation } from "./store.ts";

export const resendInvitation = command({
  name: "invitations.resend",
  summary: "Sends an invitation again, with a new link for seven days. The link before opens nothing any more.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  input: InvitationTarget,
  output: SentInvitation,
  failures: [
    notFound,
    beyondOwnScopes,
    emailTaken,
    emailUnavailable,
    invitationAccepted,
    invitationRevoked,
    unknownRole,
    roleUnclear,
  ],
  secrets: ["token"],
  run: async (context, { id }) => {
    const { tx, now, actor } = context;
    const before = await lockInvitation(tx, id);
    if (before === undefined) throw notFound("invitation", id);
    refuseEnded(before);
    const [roles, owners] = await Promise.all([rolesNamedBy(tx, [before]), emailOwners(tx, [before.email])]);
    refuseRightsBeyondOwn(actor, chosenRole(before, roles).rights);
    new Emails(owners).refuseTaken({ id, email: before.email });
    const { record, token } = sendInvitation(context, before, { isAgain: true });
    return { ...viewOf(record, now), token };
  },
});
