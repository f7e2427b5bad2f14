import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createCustomer } from "#core/customers/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, createTestTenant } from "#testing/fixtures/hub.ts";
import { startServerProcess } from "#testing/servers/server-process.ts";

/** Generous, because test machines may be busy. */
const PATIENCE = { timeout: 60_000 };

it("a server starts after months of downtime, and events find their partition", async () => {
  const [database, dataDir] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), "crossdock-test-"))]);
  const hub = createTestHub(database.url);
  const actor = await createTestTenant(hub);
  await hub.relay();
  const months = await hub.db.sql<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits
    where inhparent in ('feed'::regclass, 'webhook_deliveries'::regclass, 'webhook_attempts'::regclass)
      and inhrelid::regclass::text ~ '_[0-9]{6}$'`;
  expect(months.length).toBeGreaterThanOrEqual(9);
  for (const { name } of months) await hub.db.sql`drop table ${hub.db.sql(name)}`;
  const server = await startServerProcess({ DATABASE_URL: database.url, DATA_DIR: dataDir });
  try {
    await execute(hub, actor, createCustomer, { name: "After the summer" });
    await expect.poll(async () => (await hub.db.sql`select 1 from feed`).length, PATIENCE).toBe(1);
    expect(await hub.db.sql`select 1 from outbox`).toHaveLength(0);
  } finally {
    await server.kill();
    await hub.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 240_000);
