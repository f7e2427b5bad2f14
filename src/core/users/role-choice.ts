import type { Rights, UserRole } from "../kernel/actor.ts";
import type { Tx } from "../kernel/tx.ts";
import { roleUnclear, unknownRole } from "../roles/errors.ts";
import type { RoleRecord } from "../roles/record.ts";
import { holdRoles } from "../roles/store.ts";

/** As callers name a role: a built-in one by its name, one of their own by `custom` and its id. */
interface Named {
  readonly role?: UserRole | undefined;
  readonly roleId?: string | null | undefined;
}

export interface Chosen {
  readonly role: UserRole;
  readonly roleId: string | null;
  readonly rights: Rights;
}

export type NamedRoles = ReadonlyMap<string, RoleRecord>;

/** The custom roles that inputs name, which are there until the transaction ends. */
export const rolesNamedBy = (tx: Tx, inputs: readonly Named[]): Promise<NamedRoles> =>
  holdRoles(tx, [...new Set(inputs.flatMap(({ roleId }) => roleId ?? []))]);

/** `before`: what stays where nothing is named. */
export function chosenRole({ role, roleId }: Named, roles: NamedRoles, before?: Chosen): Chosen {
  if (typeof roleId === "string") {
    if (role !== undefined && role !== "custom") throw roleUnclear();
    const found = roles.get(roleId);
    if (found === undefined) throw unknownRole(roleId);
    return { role: "custom", roleId, rights: found.scopes };
  }
  if (role !== undefined && role !== "custom") return { role, roleId: null, rights: role };
  const isKept = before !== undefined && (roleId === undefined || before.roleId === null);
  if (!isKept || (role === "custom" && before.role !== "custom")) throw roleUnclear();
  return { role: before.role, roleId: before.roleId, rights: before.rights };
}
