import { z } from "zod";
import { actorTypes } from "../kernel/actor.ts";
import { beyondReach, cursorInput, limitInput, pageInput, withinReach } from "../kernel/page.ts";
import { Email, Id, Instant, RequiredText, Role } from "../kernel/shapes.ts";

export const PASSWORD_LENGTH = 12;

/**
 * Length makes a password strong (NIST SP 800-63B); no character classes are required. The shape is that of the released API; too short
 * and too common ones are refused where they are hashed (`password.ts`).
 */
export const Password = z.string().min(10, "A password has at least 12 characters.").max(200);

const userFields = {
  email: Email,
  name: RequiredText(120),
  role: Role,
  roleId: Id.nullable().describe("The role of your own, for the role `custom`. Absent: a built-in role."),
  password: Password,
  active: z.boolean(),
};

export const CreateUserInput = z
  .strictObject({
    ...userFields,
    roleId: userFields.roleId.optional(),
    password: userFields.password.optional().describe("Absent: the user cannot sign in yet."),
    active: userFields.active.default(true),
  })
  .meta({ id: "CreateUser", example: { email: "sam@example.com", name: "Sam Carter", role: "agent" } });

export const UpdateUserInput = z.strictObject(userFields).partial().extend({ id: Id, ifVersion: z.int().optional() });

export const UserView = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    role: Role,
    roleId: Id.nullable().describe("The role of your own; null with a built-in one."),
    active: z.boolean(),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "User" });

export const userSorts = ["name", "-name", "createdAt", "-createdAt"] as const;

const userFilters = {
  q: z.string().trim().max(200).optional().describe("A part of the name or email."),
  role: Role.optional(),
  roleId: Id.optional().describe("Only users with this role of your own."),
  active: z.boolean().optional().describe("Only users who may sign in, or only those who may not. Absent: both."),
  sort: z.enum(userSorts).default("name"),
};

export const ListUsersInput = z.strictObject({ ...userFilters, limit: limitInput, cursor: cursorInput });
export const PageUsersInput = z.strictObject({ ...userFilters, ...pageInput }).refine(withinReach, beyondReach);
export type PageUsersInput = z.output<typeof PageUsersInput>;
export type ListUsersInput = z.output<typeof ListUsersInput>;

/** The caller: a user, a key or an OAuth client. */
export const MeView = z
  .object({
    type: z.enum(actorTypes),
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role: Role.nullable(),
    roleName: z.string().nullable().describe("Of a role of your own; null for the others, and for programs."),
    tenantId: Id,
    scopes: z.array(z.string()),
  })
  .meta({ id: "Me" });
