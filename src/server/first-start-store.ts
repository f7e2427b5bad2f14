import type { Sql } from "postgres";
import type { Role } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";

/** An arbitrary advisory lock id, used by nothing else. */
const FIRST_START_LOCK = 7_236_158_403;

/** Of processes that start concurrently, one fills the database and the others wait for it. */
export async function alone<T>(sql: Sql<Types>, work: () => Promise<T>): Promise<T> {
  let done: { readonly with: T } | undefined;
  await sql.begin(async (tx) => {
    await tx`select set_config('idle_in_transaction_session_timeout', '0', true), pg_advisory_xact_lock(${FIRST_START_LOCK})`;
    done = { with: await work() };
  });
  if (done === undefined) throw new Error("The work was not done");
  return done.with;
}

/** The tenant of the environment's administrator and key. */
export async function oldestTenant(sql: Sql<Types>): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`select id from tenants order by created_at, id limit 1`;
  return row?.id;
}

export interface PersonRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  passwordHash: string;
}

/** The users of a tenant who have a password. */
export function peopleOf(sql: Sql<Types>, tenantId: string): Promise<PersonRow[]> {
  return sql<PersonRow[]>`
    select id, email, name, role, password_hash as "passwordHash" from users
    where tenant_id = ${tenantId} and password_hash is not null and deleted_at is null order by created_at, id`;
}

/** Whether an administrator and whether an API key exists. */
export async function whoIsThere(sql: Sql<Types>): Promise<{ administrator: boolean; key: boolean }> {
  const [row] = await sql<{ administrator: boolean; key: boolean }[]>`
    select
      exists (select from users where role = 'admin' and active and deleted_at is null and password_hash is not null)
        as administrator,
      exists (select from api_keys where revoked_at is null and hash not like 'demo %') as key`;
  return row ?? { administrator: false, key: false };
}
