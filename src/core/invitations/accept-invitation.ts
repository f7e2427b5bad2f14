import { z } from "zod";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { roleUnclear, unknownRole } from "../roles/errors.ts";
import { Emails } from "../users/emails.ts";
import { commonPassword, emailTaken, emailUnavailable, shortPassword } from "../users/errors.ts";
import { userCreated } from "../users/events.ts";
import { hashPassword } from "../users/password.ts";
import type { UserRecord } from "../users/record.ts";
import { chosenRole, rolesNamedBy } from "../users/role-choice.ts";
import { emailOwners, insertUsers } from "../users/store.ts";
import {
  invitationAccepted,
  invitationExpired,
  invitationRevoked,
  inviterLostRights,
  unknownInvitation,
} from "./errors.ts";
import { invitationAcceptedEvent } from "./events.ts";
import { refuseLostRights } from "./inviter.ts";
import { factsOf, refuseClosed } from "./record.ts";
import { AcceptInvitationInput } from "./schemas.ts";
import { endInvitation, lockByHash } from "./store.ts";
import { hashOf } from "./token.ts";

export const acceptInvitation = command({
  name: "invitations.accept",
  summary: "Creates the user whom a link invites, with the name and password that they choose. The link works once.",
  scope: "system",
  audience: "operator",
  input: AcceptInvitationInput,
  output: z.object({ userId: Id }),
  failures: [
    unknownInvitation,
    invitationAccepted,
    invitationRevoked,
    invitationExpired,
    inviterLostRights,
    emailTaken,
    emailUnavailable,
    unknownRole,
    roleUnclear,
    shortPassword,
    commonPassword,
  ],
  secrets: ["token", "password"],
  run: async (context, { token, name, password }) => {
    const { tx, now, emit } = context;
    const record = await lockByHash(tx, hashOf(token));
    if (record === undefined) throw unknownInvitation();
    refuseClosed(record, now);
    const { id, email } = record;
    const [roles, owners] = await Promise.all([rolesNamedBy(tx, [record]), emailOwners(tx, [email])]);
    const role = chosenRole(record, roles);
    await refuseLostRights(tx, { maker: record.maker, rights: role.rights }, now);
    const passwordHash = await hashPassword(password, { about: [name, email] });
    const times = { createdAt: now, updatedAt: now };
    const user: UserRecord = { ...role, ...times, id: newId(), email, name, active: true, version: 1, passwordHash };
    new Emails(owners).refuseTaken(user);
    await context.race("invitations.accept:read");
    insertUsers(context, [user]);
    endInvitation(context, id, { userId: user.id });
    emit(userCreated(user.id, user));
    emit(invitationAcceptedEvent(id, { ...factsOf(record), userId: user.id }));
    return { userId: user.id };
  },
});
