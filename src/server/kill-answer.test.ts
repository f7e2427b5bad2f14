import { mkdtemp, rm } from "node:fs/promises";
import { createServer, connect, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Actor, scopes } from "#core/kernel/actor.ts";
import { ensureApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "kill_answer_key_of_more_than_32_characters";

const hub = testHub();
let actor: Actor;
let dataDir: string;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await execute(hub, actor, ensureApiKey, { name: "kill", key: KEY, scopes: [...scopes] });
  await addArticles(hub, actor, [{ sku: "A", onHand: 10 }]);
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

/**
 * A proxy before PostgreSQL that, once armed, forwards an order's commit but drops its response. Other transactions of
 * the server, such as the relay's, pass.
 */
async function deafProxy(target: URL): Promise<{ server: Server; url: string; deafen: () => Promise<void> }> {
  let onCommit: (() => void) | undefined;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    let [ordered, deaf] = [false, false];
    client.on("data", (chunk: Buffer) => {
      const said = chunk.toString("latin1");
      ordered ||= onCommit !== undefined && /insert into "?orders"? /i.test(said);
      deaf ||= ordered && /commit/i.test(said);
      upstream.write(chunk);
    });
    upstream.on("data", (chunk: Buffer) => {
      if (!deaf) client.write(chunk);
      else if (chunk.toString("latin1").includes("COMMIT")) onCommit?.();
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      one.on("close", () => other.destroy()).on("error", () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return { server, url: url.href, deafen: () => new Promise((resolve) => (onCommit = resolve)) };
}

async function place({ origin }: ServerProcess) {
  const answer = await fetch(`${origin}/api/v2/orders`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", "idempotency-key": "once" },
    body: JSON.stringify({ channel: "web", lines: [{ sku: "A", quantity: 1 }] }),
  });
  return { status: answer.status, replayed: answer.headers.get("idempotent-replayed"), body: await answer.json() };
}

it("a server killed between commit and response has made one order, and the retry returns that order", async () => {
  const proxy = await deafProxy(new URL(hub.url));
  const doomed = await startServerProcess({ DATABASE_URL: proxy.url, DATA_DIR: dataDir, ROLE: "web" });
  const committed = proxy.deafen();
  const unanswered = place(doomed).then(
    () => "answered",
    () => "cut off",
  );
  await committed;
  await doomed.kill();
  proxy.server.close();
  expect(await unanswered).toBe("cut off");
  const next = await startServerProcess({ DATABASE_URL: hub.url, DATA_DIR: dataDir });
  try {
    const answer = await place(next);
    const rows = await hub.db.sql<{ id: string }[]>`select id from orders where tenant_id = ${actor.tenantId}`;
    expect(answer).toMatchObject({ status: 201, replayed: "true", body: { id: rows[0]?.id } });
    expect(rows).toHaveLength(1);
  } finally {
    await next.kill();
  }
}, 60_000);
