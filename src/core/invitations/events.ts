import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { personal } from "../kernel/redaction.ts";
import { Id, Instant, Role } from "../kernel/shapes.ts";

const InvitationFacts = z.object({
  email: personal(z.string()),
  name: personal(z.string()),
  role: Role,
  roleId: Id.nullable(),
});

/** The mail with the link follows from it; the link itself is in neither. */
export const invitationSent = eventType({
  type: "invitation.sent",
  description: "Somebody was invited by mail, or the mail was sent again with a new link.",
  subjectType: "invitation",
  data: InvitationFacts.extend({ expiresAt: Instant, isAgain: z.boolean() }),
});

export const invitationRevokedEvent = eventType({
  type: "invitation.revoked",
  description: "An invitation was revoked: its link opens nothing any more.",
  subjectType: "invitation",
  data: InvitationFacts,
});

export const invitationAcceptedEvent = eventType({
  type: "invitation.accepted",
  description: "An invitation was accepted, which created a user.",
  subjectType: "invitation",
  data: InvitationFacts.extend({ userId: Id }),
});
