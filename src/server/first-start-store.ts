import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** Any number will do, as long as nothing else in the database takes it. */
const FIRST_START_LOCK = 7_236_158_403;

/** Of processes that start at once, one fills the database and the others wait until it is filled. */
export async function alone<T>(sql: Sql<Types>, work: () => Promise<T>): Promise<T> {
  const connection = await sql.reserve();
  try {
    await connection`select pg_advisory_lock(${FIRST_START_LOCK})`;
    return await work();
  } finally {
    await connection`select pg_advisory_unlock(${FIRST_START_LOCK})`.catch(() => {});
    connection.release();
  }
}

/** The one that the environment's administrator and key belong to. */
export async function oldestTenant(sql: Sql<Types>): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`select id from tenants order by created_at, id limit 1`;
  return row?.id;
}
