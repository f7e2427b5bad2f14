import { z } from "zod";
import { scopes as allScopes } from "../kernel/actor.ts";
import { Id, IfVersion, Instant, RequiredText, Role, Scope, Text } from "../kernel/shapes.ts";

/** The id of a custom role, or the name of a built-in one. */
export const RoleId = z
  .string()
  .regex(/^[a-z0-9-]{1,36}$/, "This is no role: give the name of a built-in one, or an id.")
  .meta({ example: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11" });

const roleFields = {
  name: RequiredText(60),
  description: Text(300),
  scopes: z
    .array(Scope)
    .min(1, "A role permits at least one thing.")
    .transform((given) => allScopes.filter((scope) => given.includes(scope)))
    .describe("Its permissions. `GET /permissions` tells which operations each of them opens."),
};

export const CreateRoleInput = z
  .strictObject({ ...roleFields, description: roleFields.description.default("") })
  .meta({ id: "CreateRole", example: { name: "Packer", scopes: ["orders:read", "inventory:read"] } });

export const UpdateRoleInput = z
  .strictObject(roleFields)
  .partial()
  .extend({ id: RoleId, ifVersion: IfVersion })
  .meta({ example: { id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11", scopes: ["orders:read", "orders:write"] } });

export const RoleTarget = z.strictObject({ id: RoleId });

export const RoleView = z
  .object({
    id: z.string().describe("Of a built-in role its name."),
    role: Role.describe("What `role` is of users who have it; `custom`: then their `roleId` is its id."),
    name: z.string(),
    description: z.string(),
    scopes: z.array(z.string()),
    users: z.int().describe("Users who have it, active or not."),
    version: z.int(),
    createdAt: Instant.nullable().describe("Null for a built-in role, which never changes."),
    updatedAt: Instant.nullable(),
  })
  .meta({ id: "UserRole" });
export type RoleView = z.output<typeof RoleView>;

export const RolePage = z.object({ data: z.array(RoleView), nextCursor: z.string().nullable() });

const PermittedOperation = z
  .object({ name: z.string(), summary: z.string(), changes: z.boolean().describe("False: it only reads.") })
  .meta({ id: "PermittedOperation" });

export const PermissionView = z
  .object({
    scope: Scope,
    operations: z
      .array(PermittedOperation)
      .describe("Operations that need it. Some of them need others too, for what the call names."),
  })
  .meta({ id: "Permission" });

export const PermissionList = z.object({ data: z.array(PermissionView), nextCursor: z.string().nullable() });

export const DeletedRole = z.object({ id: Id }).meta({ id: "DeletedRole" });
