import postgres from "postgres";
import { afterEach, beforeEach, expect, it } from "vitest";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { connect, type Database } from "./client.ts";

const tenantId = asTenantId(newId());
let database: TestDatabase;
let db: Database;
let watcher: postgres.Sql;

beforeEach(async () => {
  database = await createTestDatabase();
  db = connect({ url: database.url, poolSize: 2 });
  watcher = postgres(database.url, { max: 1 });
});
afterEach(async () => {
  await Promise.all([db.close(), watcher.end()]);
  await database.drop();
});

const running = async (): Promise<number> => {
  const rows = await watcher`
    select from pg_stat_activity where state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
  return rows.length;
};

/** A read that takes a minute unless it is cancelled. */
function slow(left: AbortSignal) {
  const reading = db.reading(tenantId, left, async ({ sql }) => {
    await sql`select pg_sleep(60), ${1}::int`;
    return sql`select 2 as further`;
  });
  return reading.then(
    () => "done",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );
}

it("a disconnected caller's statement is cancelled on the server, and none follows it", async () => {
  const leave = new AbortController();
  const reading = slow(leave.signal);
  await expect.poll(running).toBe(1);
  leave.abort(new Error("left"));
  expect(await reading).toBe("57014");
  expect(await running()).toBe(0);
});

it("cancelled callers free an exhausted pool without needing one of its connections", async () => {
  const leave = new AbortController();
  const readings = [slow(leave.signal), slow(leave.signal), slow(leave.signal)];
  await expect.poll(running).toBe(2);
  leave.abort(new Error("left"));
  await Promise.all(readings);
  expect(await db.sql`select 1 as one`).toMatchObject([{ one: 1 }]);
});

it("a cancellation never hits another statement, even directly behind on the same connection", async () => {
  const others = async () => {
    for (let n = 0; n < 150; n += 1)
      await db.transaction(tenantId, async ({ sql }) => sql`select ${n}::int, pg_sleep(0.001)`);
  };
  const ends: string[] = [];
  const leavers = async () => {
    for (let n = 0; n < 150; n += 1) {
      const leave = new AbortController();
      const reading = db.reading(tenantId, leave.signal, ({ sql }) => sql`select ${n}::int, pg_sleep(0.002)`);
      setTimeout(() => leave.abort(new Error("left")), n % 5);
      ends.push(await reading.then(() => "done", String));
    }
  };
  await Promise.all([others(), others(), leavers(), leavers(), leavers()]);
  expect(ends.filter((end) => !/done|cancel|left/.test(end))).toEqual([]);
});
