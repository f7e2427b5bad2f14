import { failure } from "../kernel/errors.ts";

export const alreadyInvited = failure("conflict", "invitation.exists", (id: string, email: string) => ({
  message: `${email} is invited already. Send the invitation again, or revoke it first.`,
  details: { id },
  errors: [{ pointer: "/email", detail: "There is an open invitation for this email." }],
}));

export const invitationAccepted = failure(
  "conflict",
  "invitation.accepted",
  () => "This invitation has been accepted. Sign in with the password that was chosen then.",
);

export const invitationRevoked = failure(
  "conflict",
  "invitation.revoked",
  () => "This invitation was revoked. Ask whoever invited you for another.",
);

export const invitationExpired = failure(
  "conflict",
  "invitation.expired",
  () => "This invitation has expired. Ask whoever invited you to send it again.",
);

export const unknownInvitation = failure(
  "not_found",
  "invitation.unknown",
  () => "This link is not valid. A newer mail may have a newer one.",
);

export const inviterLostRights = failure(
  "conflict",
  "invitation.inviter_lost_rights",
  () => "Whoever invited you may not give this role any more. Ask the shop for another invitation.",
);
