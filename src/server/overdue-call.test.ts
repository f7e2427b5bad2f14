import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "overdue_test_key_of_more_than_32_characters";

const hub = testHub();
let actor: Actor;
let server: ServerProcess;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1 }]);
  await ensureApiKey(hub, actor.tenantId, { key: KEY });
  server = await startServerProcess({
    DATABASE_URL: hub.url,
    NEXT_DIST_DIR: ".next-none",
    REQUEST_TIMEOUT: "0.5",
  });
});
afterAll(async () => {
  await server.kill();
});

/** Sends the headers at once and the body long after the deadline of the call. */
async function sendSlowly(path: string, content: object): Promise<string> {
  const body = JSON.stringify(content);
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: hub.example.com",
    `authorization: Bearer ${KEY}`,
    "content-type: application/json",
    "connection: close",
    `content-length: ${body.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  await sleep(1500);
  socket.write(body);
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk.toString()));
  await once(socket, "close");
  return answer;
}

const lines = [{ sku: "A", quantity: 1 }];

it.each([
  ["is refused", "/api/v2/orders", { channel: "web", lines: [{ sku: "none", quantity: 1 }] }],
  ["would be done", "/api/v2/orders", { channel: "web", lines }],
  ["is refused over tRPC", "/api/trpc/orders.place", { channel: "none", lines }],
])(
  "a call that %s and whose body arrives after REQUEST_TIMEOUT gets 504, and the server keeps running",
  async (...[, path, body]) => {
    const answer = await sendSlowly(path, body);
    expect(answer).toContain("504 Gateway Timeout");
    expect(answer).toContain("request.timeout");
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
    expect(
      await hub.db.sql`select from events where tenant_id = ${actor.tenantId} and type = 'order.placed'`,
    ).toHaveLength(0);
  },
);
