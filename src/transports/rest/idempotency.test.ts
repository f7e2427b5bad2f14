import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

let database: TestDatabase;
let hubs: [TestHub, TestHub];
let servers: [RestServer, RestServer];
let actor: Actor;
let clients: ReturnType<typeof restClient>[];

beforeAll(async () => {
  database = await createTestDatabase();
  hubs = [createTestHub(database.url), createTestHub(database.url)];
  servers = [await startRest(hubs[0]), await startRest(hubs[1])];
  actor = await createTestTenant(hubs[0]);
  clients = servers.map((server) => restClient(server, server.grant(actor)));
  await addArticles(hubs[0], actor, [{ sku: "A", onHand: 1_000_000 }]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await Promise.all(hubs.map((hub) => hub.close()));
  await database.drop();
});

const body = (quantity = 1) => ({ channel: "web", lines: [{ sku: "A", quantity }] });
const place = (key: string, { at = 0, quantity = 1 } = {}) => {
  const [client] = clients.slice(at);
  if (client === undefined) throw new Error("there is no such server");
  return client("POST", "/orders", { body: body(quantity), headers: { "idempotency-key": key } });
};

async function ordersMade(work: () => Promise<void>): Promise<number> {
  const count = async () => {
    const [row] = await hubs[0].db.sql<{ count: number }[]>`
      select count(*)::int from orders where tenant_id = ${actor.tenantId}`;
    return row?.count ?? 0;
  };
  const before = await count();
  await work();
  return (await count()) - before;
}

describe("an Idempotency-Key", () => {
  it("creates one order from 40 concurrent requests in two processes; premature retries get 409 with Retry-After", async () => {
    const made = await ordersMade(async () => {
      const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => place("many", { at: i % 2 })));
      const done = answers.filter(({ status }) => status === 201);
      const early = answers.filter(({ status }) => status === 409);
      expect(done.length + early.length).toBe(40);
      expect(new Set(done.map(({ json }) => json.id)).size).toBe(1);
      expect(done.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
      for (const { json, headers } of early)
        expect([json.code, headers.get("retry-after")]).toEqual(["idempotency.in_progress", "1"]);
    });
    expect(made).toBe(1);
  });

  it("replays status, body, Location and ETag, and marks the response as a replay", async () => {
    const first = await place("replay");
    const again = await place("replay", { at: 1 });
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    for (const name of ["location", "etag"]) expect(again.headers.get(name)).toBe(first.headers.get(name));
    expect([first, again].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
  });

  it("is rejected with 422 for another payload and for another operation", async () => {
    await place("taken");
    expect(await place("taken", { quantity: 2 })).toMatchObject({
      status: 422,
      json: { code: "idempotency.key_reused" },
    });
    const [client] = clients;
    const other = await client?.("POST", "/customers", {
      body: { name: "A" },
      headers: { "idempotency-key": "taken" },
    });
    expect(other?.status).toBe(422);
  });

  it("is the same quoted and bare", async () => {
    const bare = await place("same-key");
    const quoted = await place('"same-key"');
    expect([quoted.json.id, quoted.headers.get("idempotent-replayed")]).toEqual([bare.json.id, "true"]);
  });

  it.each(["", '"', '"open', "a b", "ü", "x".repeat(256), '"a\\x"'])("is rejected as %j", async (key) => {
    const made = await ordersMade(async () => {
      const refused = { status: 400, json: { code: "request.wrong_header" } };
      expect(await place(key).catch(() => refused)).toMatchObject(refused); // some values that even fetch does not send
    });
    expect(made).toBe(0);
  });

  it("can be reused after an error: nothing was stored", async () => {
    const [client] = clients;
    const post = (sku: string) =>
      client?.("POST", "/orders", {
        body: { channel: "web", lines: [{ sku, quantity: 1 }] },
        headers: { "idempotency-key": "retry" },
      });
    expect((await post("LATE"))?.status).toBe(400);
    await addArticles(hubs[0], actor, [{ sku: "LATE" }]);
    expect((await post("LATE"))?.status).toBe(201);
  });

  it("is scoped to the API key: another key may use the same value", async () => {
    const [server] = servers;
    const rival = restClient(server, server.grant({ ...actor, id: "rival" }));
    const [mine, theirs] = [
      await place("shared"),
      await rival("POST", "/orders", { body: body(), headers: { "idempotency-key": "shared" } }),
    ];
    expect(theirs.status).toBe(201);
    expect(theirs.json.id).not.toBe(mine.json.id);
  });
});
