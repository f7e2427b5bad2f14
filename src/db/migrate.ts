import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres, { type Sql } from "postgres";

/** Advisory lock key: any number that nothing else in the database uses. */
const advisoryLock = 7_236_158_401;
const migrationsFolder = fileURLToPath(new URL("../../drizzle", import.meta.url));

/**
 * Applies pending migrations and returns their number, 0 when there were none. Processes that start
 * concurrently wait for each other on an advisory lock.
 */
export async function migrate(url: string, folder: string = migrationsFolder): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${advisoryLock})`;
    const before = await countApplied(sql);
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
    const after = await countApplied(sql);
    // The migrator skips a file that is older than the newest one applied, as after a merge.
    const known = readMigrationFiles({ migrationsFolder: folder }).length;
    if (after < known)
      throw new Error(`${known - after} migrations are older than the newest applied one: generate them again.`);
    return after - before;
  } finally {
    await sql.end();
  }
}

async function countApplied(sql: Sql): Promise<number> {
  const [table] = await sql<
    { name: string | null }[]
  >`select to_regclass('drizzle.__drizzle_migrations')::text as name`;
  if (table?.name === null) return 0;
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from drizzle.__drizzle_migrations`;
  return row?.count ?? 0;
}
