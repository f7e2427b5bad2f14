import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { roleUnclear, unknownRole } from "../roles/errors.ts";
import { Emails } from "../users/emails.ts";
import { emailTaken, emailUnavailable } from "../users/errors.ts";
import { chosenRole, rolesNamedBy } from "../users/role-choice.ts";
import { emailOwners } from "../users/store.ts";
import { alreadyInvited } from "./errors.ts";
import { viewOf } from "./record.ts";
import { CreateInvitationInput, SentInvitation } from "./schemas.ts";
import { sendInvitation } from "./send-invitation.ts";
import { endInvitation, lockPending } from "./store.ts";

export const createInvitation = command({
  name: "invitations.create",
  summary: "Invites somebody by mail, with a link that works once, for seven days.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  input: CreateInvitationInput,
  output: SentInvitation,
  failures: [beyondOwnScopes, emailTaken, emailUnavailable, alreadyInvited, unknownRole, roleUnclear],
  secrets: ["token"],
  run: async (context, input) => {
    const { tx, now, actor } = context;
    const { email, name } = input;
    const [roles, owners, before] = await Promise.all([
      rolesNamedBy(tx, [input]),
      emailOwners(tx, [email]),
      lockPending(tx, email),
    ]);
    const { role, roleId, rights } = chosenRole(input, roles);
    refuseRightsBeyondOwn(actor, rights);
    const id = newId();
    new Emails(owners).refuseTaken({ id, email });
    if (before !== undefined && before.expiresAt > now) throw alreadyInvited(before.id, email);
    await context.race("invitations.create:read");
    // One that has expired makes room, before the next is written.
    if (before !== undefined) endInvitation(context, before.id, {});
    const { record, token } = sendInvitation(
      context,
      { id, email, name, role, roleId, createdAt: now },
      { isAgain: false },
    );
    return { ...viewOf(record, now), token };
  },
});
