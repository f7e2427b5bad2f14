import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRoleBeyondOwn } from "../kernel/own-scopes.ts";
import { emailTaken, emailUnavailable } from "./errors.ts";
import { userCreated } from "./events.ts";
import { refuseTakenEmail } from "./free-email.ts";
import { hashPassword } from "./password.ts";
import { type UserRecord, viewOf } from "./record.ts";
import { CreateUserInput, UserView } from "./schemas.ts";
import { insertUser } from "./store.ts";

export const createUser = command({
  name: "users.create",
  summary: "Creates a user.",
  scope: "users:write",
  audience: "public",
  input: CreateUserInput,
  output: UserView,
  failures: [beyondOwnScopes, emailTaken, emailUnavailable],
  secrets: ["password"],
  run: async (context, { password, ...input }) => {
    const { tx, now, actor, emit } = context;
    refuseRoleBeyondOwn(actor, input.role);
    await refuseTakenEmail(tx, input.email);
    const passwordHash = password === undefined ? null : await hashPassword(password);
    const user: UserRecord = { ...input, id: newId(), passwordHash, version: 1, createdAt: now, updatedAt: now };
    await context.race("users.create:read");
    insertUser(context, user);
    emit(userCreated(user.id, user));
    return viewOf(user);
  },
});
