import { failure } from "../kernel/errors.ts";

export const roleNameTaken = failure("conflict", "role.name_taken", (name: string) => ({
  message: `There is a role called ${name} already.`,
  errors: [{ pointer: "/name", detail: "Another role has this name." }],
}));

export const roleBuiltIn = failure("conflict", "role.built_in", (name: string) => ({
  message: `${name} is a role of every shop and cannot be changed. Make a role of your own.`,
  details: { role: name },
}));

export const roleInUse = failure("conflict", "role.in_use", (users: number, invitations: number) => ({
  message: `This role is in use: ${users} users and ${invitations} open invitations have it. Give them another one first.`,
  details: { users, invitations },
}));

export const unknownRole = failure("invalid", "role.unknown", (id: string) => ({
  message: `There is no role of your own with the id ${id}.`,
  errors: [{ pointer: "/roleId", detail: "There is no such role." }],
}));

export const roleUnclear = failure("invalid", "role.unclear", () => ({
  message: "Give either a built-in role alone, or custom with the id of the role.",
  errors: [
    { pointer: "/roleId", detail: "A role of your own is named by custom and its id, a built-in one by its name." },
  ],
}));
