import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createTestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub } from "#testing/fixtures/hub.ts";
import { startServerProcess } from "#testing/servers/server-process.ts";

/** All queues' workers poll once at the start, which takes several seconds on a busy machine. */
const SETTLED_MS = 10_000;
const DURING_S = 10;

it("a process with every role queries an idle database fewer than twelve times a second", async () => {
  const [database, dataDir] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), "crossdock-test-"))]);
  const server = await startServerProcess({ DATABASE_URL: database.url, DATA_DIR: dataDir });
  const hub = createTestHub(database.url);
  const transactions = async () => {
    const [row] = await hub.db.sql<{ n: number }[]>`
      select xact_commit as n from pg_stat_database where datname = current_database()`;
    return row?.n ?? 0;
  };
  try {
    await sleep(SETTLED_MS);
    const before = await transactions();
    await sleep(DURING_S * 1000);
    expect(((await transactions()) - before) / DURING_S).toBeLessThan(12);
  } finally {
    await server.kill();
    await hub.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 60_000);
