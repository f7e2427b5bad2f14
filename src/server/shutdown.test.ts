import { connect } from "node:net";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "shutdown_test_key_of_more_than_32_characters";
const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };

const hub = testHub();
let actor: Actor;
let server: ServerProcess;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  await ensureApiKey(hub, actor.tenantId, { key: KEY });
});
beforeEach(async () => {
  server = await startServerProcess({ DATABASE_URL: hub.url, NEXT_DIST_DIR: ".next-none" });
});
afterEach(() => server.kill());

it("stops under load in time, keeps every acknowledged order and truncates no response", async () => {
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
        return; // no new connection is accepted
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

interface Talked {
  readonly sent: number;
  readonly answered: number;
  readonly lastSaysClose: boolean;
  readonly ended: "closed" | "reset";
}

/** A client on a raw socket: one connection, each request sent as soon as the previous response arrived. */
function rawClient(name: string, { ahead }: { ahead: number }): { answered: () => number; done: Promise<Talked> } {
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  const seen = { sent: 0, answered: 0, lastSaysClose: false };
  let text = "";
  const post = () => {
    const body = JSON.stringify({
      channel: "web",
      externalId: `${name}-${seen.sent}`,
      lines: [{ sku: "A", quantity: 1 }],
    });
    seen.sent += 1;
    socket.write(
      `POST /api/v2/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${body.length}\r\nPrefer: return=minimal\r\n\r\n${body}`,
    );
  };
  socket.on("connect", () => {
    for (let sent = 0; sent < ahead; sent += 1) post();
  });
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    for (let end = text.indexOf("\r\n\r\n"); end !== -1; end = text.indexOf("\r\n\r\n")) {
      const head = text.slice(0, end);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      text = text.slice(end + 4 + length + (/^transfer-encoding: chunked/im.test(head) ? 5 : 0));
      if (!head.startsWith("HTTP/1.1 201")) throw new Error(head);
      seen.answered += 1;
      seen.lastSaysClose = /^connection: close/im.test(head);
      if (!seen.lastSaysClose) post();
    }
  });
  const done = new Promise<Talked>((resolve) => {
    socket.on("error", () => resolve({ ...seen, ended: "reset" }));
    socket.on("end", () => resolve({ ...seen, ended: "closed" }));
  });
  return { answered: () => seen.answered, done };
}

it("responds to every request already read, and announces the close on each connection", async () => {
  const clients = ["a", "b", "c", "d"].map((name) => rawClient(`raw-${name}`, { ahead: 1 }));
  await expect.poll(() => Math.min(...clients.map((client) => client.answered()))).toBeGreaterThan(10);
  const code = await server.stop();
  const talked = await Promise.all(clients.map((client) => client.done));
  expect(code).toBe(0);
  for (const { sent, ...client } of talked)
    expect(client).toEqual({ answered: sent, lastSaysClose: true, ended: "closed" });
});

it("closes idle connections, and executes no request that arrives after the announced close", async () => {
  const { hostname, port } = new URL(server.origin);
  const quiet = connect(Number(port), hostname);
  const ended = new Promise((resolve) => quiet.on("end", () => resolve("closed")).on("error", () => resolve("reset")));
  quiet.resume();
  const client = rawClient("ahead", { ahead: 4 });
  await expect.poll(client.answered).toBeGreaterThan(10);
  expect(await server.stop()).toBe(0);
  const { answered } = await client.done;
  expect(await ended).toBe("closed");
  const rows = await hub.db.sql`
    select from orders where tenant_id = ${actor.tenantId} and external_id like 'ahead-%'`;
  expect(rows.length).toBe(answered);
});
