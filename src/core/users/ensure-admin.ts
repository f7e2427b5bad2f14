import { z } from "zod";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { Email, Id } from "../kernel/shapes.ts";
import { commonPassword, shortPassword } from "./errors.ts";
import { userCreated } from "./events.ts";
import { hashPassword } from "./password.ts";
import type { UserRecord } from "./record.ts";
import { emailOwners, insertUsers } from "./store.ts";

/** The administrator named by the environment: created at first start, and never changed afterwards. */
export const ensureAdmin = command({
  name: "users.ensureAdmin",
  summary: "Creates an administrator unless the email address exists. Idempotent.",
  scope: "system",
  audience: "operator",
  // Judged where it is hashed: an administrator who exists keeps a password of earlier rules.
  input: z.strictObject({ email: Email, password: z.string().max(200) }),
  output: z.object({ id: Id, created: z.boolean() }),
  failures: [shortPassword, commonPassword],
  secrets: ["password"],
  run: async (context, { email, password }) => {
    const known = (await emailOwners(context.tx, [email])).get(email);
    if (known !== undefined) return { id: known.id, created: false };
    const { now } = context;
    const user: UserRecord = {
      id: newId(),
      email,
      name: email.split("@")[0] ?? email,
      role: "admin",
      roleId: null,
      rights: "admin",
      active: true,
      passwordHash: await hashPassword(password, { about: [email] }),
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    insertUsers(context, [user]);
    context.emit(userCreated(user.id, user));
    return { id: user.id, created: true };
  },
});
