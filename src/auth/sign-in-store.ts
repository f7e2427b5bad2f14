import type { Sql } from "postgres";
import type { Rights, UserRole } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";
import { rightsOf } from "#core/roles/rights-store.ts";

export interface Credentials {
  id: string;
  tenantId: string;
  email: string;
  name: string;
  role: UserRole;
  rights: Rights;
  passwordHash: string | null;
  /** Whether the password alone does not sign in. */
  needsFactor: boolean;
}

export async function findCredentials(sql: Sql<Types>, email: string): Promise<Credentials | undefined> {
  const [user] = await sql<Credentials[]>`
    select id, tenant_id as "tenantId", email, name, role, ${rightsOf(sql)} as rights, password_hash as "passwordHash",
      (exists (select from factors f where f.tenant_id = u.tenant_id and f.user_id = u.id and f.confirmed_at is not null)
        or (select t.second_factor from tenants t where t.id = u.tenant_id)) as "needsFactor"
    from users u where lower(email) = ${email} and active and deleted_at is null`;
  return user;
}

/** Networks of recent successful sign-ins. */
export async function addressesOf(
  sql: Sql<Types>,
  { tenantId, id }: Pick<Credentials, "tenantId" | "id">,
  since: Date,
): Promise<string[]> {
  const rows = await sql<{ ip: string }[]>`
    select distinct ip from sessions
    where tenant_id = ${tenantId} and user_id = ${id} and created_at > ${since} and ip is not null limit 100`;
  return rows.map(({ ip }) => ip);
}

export async function tenantOfReset(sql: Sql<Types>, hash: string): Promise<string | undefined> {
  const [reset] = await sql<{ tenantId: string }[]>`
    select tenant_id as "tenantId" from password_resets where hash = ${hash}`;
  return reset?.tenantId;
}
