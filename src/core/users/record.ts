import type { z } from "zod";
import type { Rights } from "../kernel/actor.ts";
import type { UserView } from "./schemas.ts";

type View = z.input<typeof UserView>;

/** A user as the store reads and writes it. */
export interface UserRecord extends Omit<View, "createdAt" | "updatedAt"> {
  passwordHash: string | null;
  /** Of the role, as it is now. */
  rights: Rights;
  createdAt: Date;
  updatedAt: Date;
}

export const viewOf = (user: UserRecord): View => ({
  ...user,
  createdAt: user.createdAt.toISOString(),
  updatedAt: user.updatedAt.toISOString(),
});

/** What others know of a user, and so guess first. */
export const aboutOf = ({ name, email }: Pick<UserRecord, "name" | "email">): readonly string[] => [name, email];

export const isAdmin = ({ role, active }: Pick<UserRecord, "role" | "active">): boolean => role === "admin" && active;
