import type { z } from "zod";
import { type Role, roles, roleScopes } from "../kernel/actor.ts";
import type { RoleView } from "./schemas.ts";

export interface RoleRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly scopes: readonly string[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type View = z.input<typeof RoleView>;

export const viewOf = ({ createdAt, updatedAt, scopes, ...role }: RoleRecord, users: number): View => ({
  ...role,
  role: "custom",
  scopes: [...scopes],
  users,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const builtIn: Readonly<Record<Role, readonly [name: string, description: string]>> = {
  admin: ["Administrator", "Everything, people and keys too."],
  manager: ["Manager", "Everything but people, keys and the settings."],
  agent: ["Agent", "Orders, payments and customers; sees the rest."],
  viewer: ["Viewer", "Sees everything but people, and changes nothing."],
};

export const isBuiltIn = (id: string): id is Role => roles.some((role) => role === id);

export function builtInView(role: Role, users: number): View {
  const [name, description] = builtIn[role];
  const scopes = [...roleScopes[role]];
  return { id: role, role, name, description, scopes, users, version: 1, createdAt: null, updatedAt: null };
}

/** Nobody takes a role of theirs for a built-in one. */
export const isBuiltInName = (name: string): boolean =>
  roles.some((role) => [role, builtIn[role][0].toLowerCase()].includes(name.toLowerCase()));
