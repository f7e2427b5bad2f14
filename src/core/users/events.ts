import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { personal } from "../kernel/redaction.ts";
import { Id, Role } from "../kernel/shapes.ts";

const UserFacts = z.object({
  name: z.string(),
  email: personal(z.string()),
  role: Role,
  roleId: Id.nullish(),
  active: z.boolean(),
});

export const userCreated = eventType({
  type: "user.created",
  description: "A user was created.",
  subjectType: "user",
  data: UserFacts,
});

export const userUpdated = eventType({
  type: "user.updated",
  description: "Details, role or password of a user were updated.",
  subjectType: "user",
  data: UserFacts.extend({ passwordChanged: z.boolean() }),
});

export const userDeleted = eventType({
  type: "user.deleted",
  description: "A user was deleted; name and email address are erased.",
  subjectType: "user",
  data: z.object({ role: Role, roleId: Id.nullish() }),
});

const factor = (type: string, description: string) =>
  eventType({
    type,
    description,
    subjectType: "user",
    data: z.object({ name: z.string(), email: personal(z.string()) }),
  });

export const factorAdded = factor("user.factor_added", "A user signs in with a second factor from now on.");
export const factorRemoved = factor("user.factor_removed", "A second factor of a user was removed.");
export const recoveryCodesMade = factor(
  "user.recovery_codes_made",
  "A user has new recovery codes; those before are void.",
);
export const recoveryCodeUsed = factor("user.recovery_code_used", "A user signed in with a recovery code.");
