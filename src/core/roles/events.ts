import { z } from "zod";
import { eventType } from "../kernel/event.ts";

const RoleFacts = z.object({ name: z.string(), description: z.string(), scopes: z.array(z.string()) });

export const roleCreated = eventType({
  type: "role.created",
  description: "A role was created.",
  subjectType: "role",
  data: RoleFacts,
});

export const roleUpdated = eventType({
  type: "role.updated",
  description: "The name, description or permissions of a role were changed.",
  subjectType: "role",
  data: RoleFacts.extend({ added: z.array(z.string()), removed: z.array(z.string()) }),
});

export const roleDeleted = eventType({
  type: "role.deleted",
  description: "A role that nobody had was deleted.",
  subjectType: "role",
  data: RoleFacts,
});
