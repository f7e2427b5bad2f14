import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";

/**
 * `Rights` as JSON, of the row `u` of users in the statement around it: the name of a built-in role, or the scopes of a
 * custom one. They are looked up each time, so that a change of a role needs no change of its users.
 */
export const rightsOf = (sql: Sql<Types>) => sql`
  case u.role when 'custom' then (
    select to_json(held.scopes) from roles held where held.tenant_id = u.tenant_id and held.id = u.role_id)
  else to_json(u.role) end`;
