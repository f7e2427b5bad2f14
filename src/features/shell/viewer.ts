import type { UserRole } from "#core/kernel/actor.ts";

/** The signed-in user, as the shell shows them. */
export type Viewer = {
  name: string;
  email: string;
  role: UserRole;
  /** Of a role of the shop's own. */
  roleName: string | null;
  tenantName: string;
};
