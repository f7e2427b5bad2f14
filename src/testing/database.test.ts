import postgres from "postgres";
import { expect, test } from "vitest";
import { createTestDatabase } from "./database.ts";

async function ask(url: string, statement: string) {
  const sql = postgres(url, { max: 1 });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

test("databases made at once are migrated, apart from each other, and gone when dropped", async () => {
  const [mine, theirs] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await ask(mine.url, "create table only_mine ()");
  const applied =
    "select to_regclass('only_mine') as mine, (select count(*)::int from drizzle.__drizzle_migrations) as count";
  const [row] = await ask(theirs.url, applied);
  expect(row).toEqual({ mine: null, count: expect.any(Number) });
  expect(row?.["count"]).toBeGreaterThan(0);
  await Promise.all([mine.drop(), theirs.drop()]);
  await expect(ask(mine.url, "select 1")).rejects.toThrow("does not exist");
});
