import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTenant } from "#core/audit/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { scopes } from "#core/kernel/actor.ts";
import { ensureApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { startServerProcess, type ServerProcess } from "#testing/servers/server-process.ts";

const KEY = "kill_test_key_of_more_than_32_characters";

const hub = testHub();
let actor: Actor;
let dataDir: string;
let server: ServerProcess;

const start = () => startServerProcess({ DATABASE_URL: hub.url, DATA_DIR: dataDir });

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await execute(hub, actor, ensureApiKey, { name: "kill test", key: KEY, scopes: [...scopes] });
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
  server = await start();
});
afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(met: () => boolean): Promise<void> {
  while (!met()) await pause(1);
}

interface Answer {
  readonly status: number;
  readonly id?: string;
  readonly code?: string;
}

async function place(sku: string, key: string): Promise<Answer> {
  const response = await fetch(`${server.origin}/api/v2/orders`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ channel: "web", externalId: key, lines: [{ sku, quantity: 1 }] }),
  });
  const body = (await response.json()) as { id?: string; code?: string };
  return { ...body, status: response.status };
}

/** A client that retries with the same idempotency key until it gets a final response. */
async function buy(sku: string, key: string): Promise<Answer> {
  for (;;) {
    const answer = await place(sku, key).catch(() => undefined);
    const busy = answer === undefined || answer.status >= 500 || answer.code === "idempotency.in_progress";
    if (!busy) return answer;
    await pause(25 + Math.random() * 50);
  }
}

describe("a server that is killed", () => {
  it("sells 50 of 50 to 200 buyers who retry with their idempotency keys during three kills", async () => {
    await addArticles(hub, actor, [{ sku: "LAST", onHand: 50 }]);
    let answered = 0;
    let life = 0;
    const buyers = Array.from({ length: 200 }, async (_, i) => {
      while (life < Math.floor(i / 50)) await pause(10); // each restart of the server meets new buyers
      const answer = await buy("LAST", `buyer-${i}`);
      answered += 1;
      return answer;
    });
    for (const mark of [10, 40, 90]) {
      await until(() => answered >= mark);
      await server.kill();
      server = await start();
      life += 1;
    }
    const answers = await Promise.all(buyers);
    const won = answers.filter((answer) => answer.status === 200 || answer.status === 201);
    expect(won).toHaveLength(50);
    expect(new Set(won.map((answer) => answer.id)).size).toBe(50);
    expect(answers.filter((answer) => answer.code === "inventory.insufficient_stock")).toHaveLength(150);
    const rows = await hub.db.sql<{ id: string }[]>`select id from orders where tenant_id = ${actor.tenantId}`;
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(won.map((answer) => answer.id)));
    expect(await auditTenant(hub.db.read(actor.tenantId))).toMatchObject({ ok: true });
  }, 120_000);
});
