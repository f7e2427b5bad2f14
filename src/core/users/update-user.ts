import type { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { outcomeOf } from "../kernel/outcome.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { roleUnclear, unknownRole } from "../roles/errors.ts";
import { Emails } from "./emails.ts";
import { commonPassword, emailTaken, emailUnavailable, lastAdmin, shortPassword } from "./errors.ts";
import { userUpdated } from "./events.ts";
import { hashPassword, refuseWeakPassword } from "./password.ts";
import { aboutOf, isAdmin, type UserRecord, viewOf } from "./record.ts";
import { chosenRole, type NamedRoles, rolesNamedBy } from "./role-choice.ts";
import { UpdateUserInput, UserView } from "./schemas.ts";
import { emailOwners, endSessions, lockUsersAndAdmins, updateUser as writeUser } from "./store.ts";

export const updateUser = command({
  name: "users.update",
  summary: "Updates a user. A new password or deactivation ends all of the user's sessions.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  input: UpdateUserInput,
  output: UserView,
  failures: [
    notFound,
    stale,
    beyondOwnScopes,
    lastAdmin,
    emailTaken,
    emailUnavailable,
    unknownRole,
    roleUnclear,
    shortPassword,
    commonPassword,
  ],
  secrets: ["password"],
  runMany: async (context, calls) => {
    const { tx, now } = context;
    const inputs = calls.map(({ input }) => input);
    // Before any row is locked.
    const hashes = await Promise.allSettled(inputs.map(hashOf));
    const [locked, owners, roles] = await Promise.all([
      lockUsersAndAdmins(
        tx,
        inputs.map(({ id }) => id),
      ),
      emailOwners(
        tx,
        inputs.flatMap(({ email }) => email ?? []),
      ),
      rolesNamedBy(tx, inputs),
    ]);
    await context.race("users.update:read");
    const users = new Map(locked.map((user) => [user.id, user]));
    const emails = new Emails(owners);
    return calls.map(({ actor, input, emit }, index) =>
      outcomeOf(() => {
        const hash = hashIn(hashes[index]);
        const before = users.get(input.id);
        const after = changedUser({ users, roles, actor }, input, { passwordHash: hash, updatedAt: now });
        if (before === undefined || after === before) return viewOf(after);
        emails.refuseTaken(after);
        if (input.password !== undefined) refuseWeakPassword(input.password, { about: aboutOf(after) });
        emails.keep(after, before);
        users.set(after.id, after);
        // In the order of the calls, so that an email is free when the next call takes it.
        writeUser(context, after);
        if (hash !== undefined || !after.active) endSessions(context, after.id);
        emit(userUpdated(after.id, { ...after, passwordChanged: hash !== undefined }));
        return viewOf(after);
      }),
    );
  },
});

type World = { readonly users: ReadonlyMap<string, UserRecord>; readonly roles: NamedRoles; readonly actor: Actor };
type Update = Omit<z.output<typeof UpdateUserInput>, "password"> & { readonly password?: unknown };
type Written = { readonly passwordHash: string | undefined; readonly updatedAt: Date };

/** The same record when nothing changes. */
function changedUser({ users, roles, actor }: World, input: Update, { passwordHash, updatedAt }: Written): UserRecord {
  const { ifVersion, password: _, role, roleId, ...changes } = input;
  const before = users.get(input.id);
  if (before === undefined) throw notFound("user", input.id);
  if (ifVersion !== undefined && ifVersion !== before.version) throw stale("user", before.version);
  const after: UserRecord = {
    ...before,
    ...present(changes),
    ...chosenRole({ role, roleId }, roles, before),
    passwordHash: passwordHash ?? before.passwordHash,
    version: before.version + 1,
    updatedAt,
  };
  refuseRightsBeyondOwn(actor, before.rights, after.rights);
  const isLastAdmin = [...users.values()].filter(isAdmin).length === 1;
  if (isAdmin(before) && !isAdmin(after) && isLastAdmin) throw lastAdmin();
  return isUnchanged(before, after) ? before : after;
}

const hashOf = ({ password }: { readonly password?: string | undefined }): Promise<string | undefined> =>
  password === undefined ? Promise.resolve(undefined) : hashPassword(password);

/** A weak password refuses its own call only. */
function hashIn(hashed: PromiseSettledResult<string | undefined> | undefined): string | undefined {
  if (hashed?.status === "rejected") throw hashed.reason;
  return hashed?.value;
}
