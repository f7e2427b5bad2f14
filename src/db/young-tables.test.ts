import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { openPool } from "./client.ts";
import { analyzeGrown } from "./young-tables.ts";

let database: TestDatabase;
let sql: ReturnType<typeof openPool>;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = openPool({ url: database.url, poolSize: 1 });
  await sql`create table young (tenant int, id int primary key, owner int) with (autovacuum_enabled = off)`;
  await sql`create index young_owner on young (tenant, owner)`;
  await sql`create index young_newest on young (tenant, id)`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

async function addRows(from: number, to: number): Promise<void> {
  await sql`insert into young select 1, n, n from generate_series(${from}::int, ${to}::int) n`;
  await sql`select pg_stat_force_next_flush()`;
  await sql`select 1`;
}

it("makes statistics when a table has grown to five times its size, and not before", async () => {
  await addRows(1, 300);
  expect(await analyzeGrown(sql)).not.toContain("young");
  await addRows(301, 400);
  expect(await analyzeGrown(sql)).toContain("young");
  const [row] = await sql`select reltuples::int as rows from pg_class where relname = 'young'`;
  expect(row).toEqual({ rows: 400 });
  await addRows(401, 2300);
  expect(await analyzeGrown(sql)).not.toContain("young");
  await addRows(2301, 2301);
  expect(await analyzeGrown(sql)).toContain("young");
});

it("replaces prepared plans that were made while a table was empty", async () => {
  await sql`truncate young`;
  await sql`analyze young`;
  await sql.unsafe("prepare of_owner (int, int) as select id from young where tenant = $1 and owner = $2");
  const planOf = async () => {
    const rows = await sql.unsafe<{ "QUERY PLAN": string }[]>("explain execute of_owner (1, 7)");
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  };
  await sql.unsafe("set plan_cache_mode = force_generic_plan");
  const early = await planOf();
  expect(early).not.toContain("young_owner");
  await addRows(1, 3000);
  expect(await planOf()).toBe(early);
  expect(await analyzeGrown(sql)).toContain("young");
  expect(await planOf()).toMatch(/young_owner[^]*Index Cond: \(\(tenant = \$1\) AND \(owner = \$2\)\)/);
});
