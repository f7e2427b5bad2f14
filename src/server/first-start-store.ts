import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** Any number will do, as long as nothing else in the database takes it. */
const FIRST_START_LOCK = 7_236_158_403;

/** Of processes that start at once, one fills the database and the others wait until it is filled. */
export async function alone<T>(sql: Sql<Types>, work: () => Promise<T>): Promise<T> {
  let done: { readonly with: T } | undefined;
  await sql.begin(async (tx) => {
    await tx`select set_config('idle_in_transaction_session_timeout', '0', true), pg_advisory_xact_lock(${FIRST_START_LOCK})`;
    done = { with: await work() };
  });
  if (done === undefined) throw new Error("The work was not done");
  return done.with;
}

/** The one that the environment's administrator and key belong to. */
export async function oldestTenant(sql: Sql<Types>): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`select id from tenants order by created_at, id limit 1`;
  return row?.id;
}

export async function hasUser(sql: Sql<Types>, email: string): Promise<boolean> {
  const [row] = await sql<{ known: boolean }[]>`
    select exists (select from users where lower(email) = ${email.toLowerCase()} and active) as known`;
  return row?.known ?? false;
}
