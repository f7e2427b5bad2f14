import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/hub.ts";
import { type ServerProcess, startServerProcess } from "#testing/server-process.ts";

const KEY = "shutdown_test_key_of_more_than_32_characters";
const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };

let database: TestDatabase;
let hub: TestHub;
let actor: Actor;
let server: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = createTestHub(database.url);
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  await ensureApiKey(hub, actor.tenantId, { key: KEY });
  server = await startServerProcess({ DATABASE_URL: database.url, NEXT_DIST_DIR: ".next-none" });
});
afterAll(async () => {
  await server.kill();
  await hub.close();
  await database.drop();
});

it("ends under load in time, with every order that it acknowledged and no answer cut short", async () => {
  const acknowledged: string[] = [];
  const strange: unknown[] = [];
  let stopping = false;
  const buyer = async (name: number) => {
    for (let i = 0; ; i += 1) {
      const body = JSON.stringify({ channel: "web", externalId: `${name}-${i}`, lines: [{ sku: "A", quantity: 1 }] });
      try {
        const answer = await fetch(`${server.origin}/api/v2/orders`, { method: "POST", headers, body });
        if (answer.status !== 201) strange.push(answer.status);
        acknowledged.push(((await answer.json()) as { id: string }).id);
      } catch (error) {
        if (!stopping) strange.push(error);
        return; // no new connection is taken
      }
    }
  };
  const buyers = Array.from({ length: 24 }, (_, name) => buyer(name));
  await expect.poll(() => acknowledged.length).toBeGreaterThan(100);
  stopping = true;
  const startedMs = performance.now();
  const code = await server.stop();
  await Promise.all(buyers);
  expect(code).toBe(0);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  expect(strange).toEqual([]);
  const rows = await hub.db.sql<{ id: string }[]>`select id from orders where tenant_id = ${actor.tenantId}`;
  const stored = new Set(rows.map(({ id }) => id));
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect(stored.size).toBe(acknowledged.length);
});
