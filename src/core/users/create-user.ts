import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { outcomeOf } from "../kernel/outcome.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { roleUnclear, unknownRole } from "../roles/errors.ts";
import { Emails } from "./emails.ts";
import { commonPassword, emailTaken, emailUnavailable, shortPassword } from "./errors.ts";
import { userCreated } from "./events.ts";
import { hashPassword, refuseWeakPassword } from "./password.ts";
import { aboutOf, type UserRecord, viewOf } from "./record.ts";
import { chosenRole, rolesNamedBy } from "./role-choice.ts";
import { CreateUserInput, UserView } from "./schemas.ts";
import { emailOwners, insertUsers } from "./store.ts";

export const createUser = command({
  name: "users.create",
  summary: "Creates a user.",
  scope: "users:write",
  audience: "public",
  freshProof: true,
  input: CreateUserInput,
  output: UserView,
  failures: [beyondOwnScopes, emailTaken, emailUnavailable, unknownRole, roleUnclear, shortPassword, commonPassword],
  secrets: ["password"],
  runMany: async (context, calls) => {
    const { tx, now } = context;
    const [owners, roles] = await Promise.all([
      emailOwners(
        tx,
        calls.map(({ input }) => input.email),
      ),
      rolesNamedBy(
        tx,
        calls.map(({ input }) => input),
      ),
    ]);
    await context.race("users.create:read");
    const emails = new Emails(owners);
    const decided = calls.map(({ actor, input: { password, ...given } }) =>
      outcomeOf(() => {
        const role = chosenRole(given, roles);
        refuseRightsBeyondOwn(actor, role.rights);
        if (password !== undefined) refuseWeakPassword(password, { about: aboutOf(given) });
        const user: UserRecord = {
          ...given,
          ...role,
          id: newId(),
          passwordHash: null,
          version: 1,
          createdAt: now,
          updatedAt: now,
        };
        emails.refuseTaken(user);
        emails.keep(user);
        return { user, password };
      }),
    );
    const users = await Promise.all(
      decided.flatMap((each) => ("ok" in each ? [withPassword(each.ok.user, each.ok.password)] : [])),
    );
    insertUsers(context, users);
    return decided.map((each, index) => {
      if ("refused" in each) return each;
      const { user } = each.ok;
      calls[index]?.emit(userCreated(user.id, user));
      return { ok: viewOf(user) };
    });
  },
});

const withPassword = async (user: UserRecord, password: string | undefined): Promise<UserRecord> =>
  password === undefined ? user : { ...user, passwordHash: await hashPassword(password, { about: aboutOf(user) }) };
