import { notFound } from "../kernel/errors.ts";
import { isId } from "../kernel/ids.ts";
import { roleBuiltIn } from "./errors.ts";
import { isBuiltIn, type RoleRecord } from "./record.ts";

/** A role that may be changed: not a built-in one. */
export async function openRole(id: string, find: () => Promise<RoleRecord | undefined>): Promise<RoleRecord> {
  if (isBuiltIn(id)) throw roleBuiltIn(id);
  const role = isId(id) ? await find() : undefined;
  if (role === undefined) throw notFound("role", id);
  return role;
}
