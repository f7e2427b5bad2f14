import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { createApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { messageId, security, soapClient, valueAt } from "#testing/fixtures/soap.ts";
import { startServerProcess, type ServerProcess } from "#testing/servers/server-process.ts";

const hub = testHub();
let actor: Actor;
let dataDir: string;
let server: ServerProcess;

const start = () => startServerProcess({ DATABASE_URL: hub.url, DATA_DIR: dataDir });

beforeAll(async () => {
  actor = await createTestTenant(hub);
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
  server = await start();
});
afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("a client that retries with its MessageID and new tokens over a kill of the server has one order", async () => {
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  const scopes = ["orders:write"];
  const { output: key } = await execute(hub, actor, createApiKey, { name: "ERP", scopes });
  const buy = async (name: string): Promise<string> => {
    for (;;) {
      const header = security({ username: key.id, password: key.secret ?? "", created: new Date() }) + messageId(name);
      const call = soapClient({ url: `${server.origin}/api/soap` });
      const input = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
      const answer = await call("PlaceOrder", input, { header }).catch(() => undefined);
      const isFinal = answer !== undefined && !["unavailable", "internal"].includes(answer.fault?.kind ?? "");
      if (isFinal && answer.fault?.code !== "idempotency.in_progress")
        return valueAt(answer.payload, "order", "id") ?? answer.text;
      await pause(50);
    }
  };
  let answered = 0;
  const buyers = Array.from({ length: 60 }, async (_, n) => {
    await pause(n * 10);
    const id = await buy(`urn:buyer:${n}`);
    answered += 1;
    return id;
  });
  await expect.poll(() => answered, { interval: 1 }).toBeGreaterThan(9);
  await server.kill();
  server = await start();
  const ids = await Promise.all(buyers);
  const rows = await hub.db.sql`select id from orders where tenant_id = ${actor.tenantId}`;
  expect(new Set(rows.map((row) => row["id"]))).toEqual(new Set(ids));
  expect(rows).toHaveLength(60);
});
