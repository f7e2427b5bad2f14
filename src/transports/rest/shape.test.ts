import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adjustStock } from "#core/inventory/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

const hub = testHub();
let server: RestServer;
let actor: Actor;
let api: ReturnType<typeof restClient>;
let path: string;

const customer = { email: "a@example.com", name: "A. Person" };
const order = { channel: "web", customer, lines: [{ sku: "A", quantity: 1 }] };

beforeAll(async () => {
  server = await startRest(hub, { deadlineMs: 1500 });
  actor = await createTestTenant(hub);
  api = restClient(server, server.grant(actor));
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  path = `/orders/${String((await api("POST", "/orders", { body: order })).json.id)}`;
  await api("POST", `${path}/payments`, { body: { method: "manual" } });
  await api("POST", "/orders", { body: order });
});
afterAll(async () => {
  await server.close();
});

describe("fields", () => {
  it("selects the named fields, also in nested objects and lists", async () => {
    const { json } = await api("GET", `${path}?fields=number,totals.total,lines.sku,customer.email`);
    expect(json).toEqual({
      number: expect.any(String),
      totals: { total: expect.any(Number) },
      lines: [{ sku: "A" }],
      customer: { email: customer.email },
    });
  });

  it("keeps a list's envelope and cursor", async () => {
    const answer = await api("GET", "/orders?fields=id&limit=1");
    expect(answer.json).toEqual({ data: [{ id: expect.any(String) }], nextCursor: expect.any(String) });
    expect(answer.headers.get("link")).toContain("fields=id");
  });

  it.each([
    ["nmber", "number"],
    ["totals.totl", "total"],
    ["lines.sku.x", undefined],
    ["__proto__", undefined],
    ["", undefined],
  ])("rejects %j and suggests %j", async (field, nearest) => {
    const answer = await api("GET", `/orders?fields=${field}`);
    expect([answer.status, answer.json.code]).toEqual([400, "request.unknown_name"]);
    expect(answer.json.errors).toEqual([expect.objectContaining({ pointer: "/fields", ...(nearest && { nearest }) })]);
  });

  it("is no parameter of a write", async () => {
    expect((await api("POST", "/orders?fields=id", { body: order })).status).toBe(400);
  });
});

describe("include", () => {
  it("includes customer and timeline of an order, without an ETag, which could not cover them", async () => {
    const answer = await api("GET", `${path}?include=customer,timeline`);
    const { timeline, ...others } = answer.json.included as { timeline: { sequence: number }[] };
    expect(others).toMatchObject({ customer });
    expect(timeline.map(({ sequence }) => sequence)).toEqual([...timeline.keys()].map((at) => timeline.length - at));
    expect(answer.headers.get("etag")).toBeNull();
  });

  it("includes data in lists, with one statement per kind for a whole page", async () => {
    let statements = 0;
    const read = hub.db.read.bind(hub.db);
    Object.assign(hub.db, {
      read: (...args: Parameters<typeof read>) => {
        statements += 1;
        return read(...args);
      },
    });
    const answer = await api("GET", "/orders?include=payments,shipments&include=customer&fields=id");
    Object.assign(hub.db, { read });
    expect(answer.json.data).toEqual([
      {
        id: expect.any(String),
        included: { payments: [], shipments: [], customer: expect.objectContaining(customer) },
      },
      {
        id: expect.any(String),
        included: { payments: [expect.anything()], shipments: [], customer: expect.anything() },
      },
    ]);
    expect(statements).toBe(4);
  });

  it("rejects unknown values, and those the key may not read", async () => {
    const wrong = await api("GET", "/orders?include=custmer");
    expect(wrong.json).toMatchObject({ status: 400, errors: [{ pointer: "/include", nearest: "customer" }] });
    const reader = restClient(server, server.grant({ ...actor, scopes: new Set(["orders:read"] as const) }));
    expect((await reader("GET", "/orders?include=customer")).status).toBe(403);
    expect((await reader("GET", "/orders")).status).toBe(200);
    expect((await api("GET", "/customers?include=orders")).json.code).toBe("request.unknown_parameter");
  });
});

describe("Prefer", () => {
  it("return=minimal omits the body of a write's response and is acknowledged", async () => {
    const headers = { prefer: "respond-async, return=minimal; x=1", "if-match": "*" };
    const made = await api("POST", "/orders", { body: order, headers: { prefer: "return=minimal" } });
    expect([made.status, made.text, made.headers.get("preference-applied")]).toEqual([201, "", "return=minimal"]);
    expect(made.headers.get("location")).toMatch(/^\/api\/v2\/orders\//);
    const changed = await api("PATCH", path, { body: { tags: ["x"] }, headers });
    expect([changed.status, changed.text, changed.headers.get("etag")]).toEqual([204, "", '"3"']);
  });

  it("is ignored for secrets that are shown only once, and for reads", async () => {
    const headers = { prefer: "return=minimal" };
    const key = await api("POST", "/api-keys", { body: { name: "K", scopes: ["orders:read"] }, headers });
    expect(key.json.secret).toMatch(/^xd_live_/);
    expect((await api("GET", path, { headers })).status).toBe(200);
  });
});

describe("product reads", () => {
  it("are served from the cache while nothing has changed, and never afterwards", async () => {
    const body = { title: "Mug", variants: [{ sku: "MUG", prices: { GBP: 500 } }] };
    const { json } = await api("POST", "/products", { body });
    const product = `/products/${String(json.id)}`;
    const read = async () => {
      const answer = await api("GET", product);
      const [variant] = answer.json.variants as { available: number }[];
      return [answer.headers.get("x-cache"), answer.json.title, variant?.available];
    };
    expect(await read()).toEqual(["MISS", "Mug", 0]);
    expect(await read()).toEqual(["HIT", "Mug", 0]);
    await execute(hub, actor, adjustStock, { sku: "MUG", location: "main", delta: 7, reason: "count" });
    expect(await read()).toEqual(["MISS", "Mug", 7]);
    await api("PATCH", product, { body: { title: "Cup" }, headers: { "if-match": "*" } });
    expect(await read()).toEqual(["MISS", "Cup", 7]);
    const tag = (await api("GET", product)).headers.get("etag") ?? "";
    expect((await api("GET", product, { headers: { "if-none-match": tag } })).status).toBe(304);
    await execute(hub, actor, adjustStock, { sku: "MUG", location: "main", delta: -7, reason: "count" });
    expect((await api("GET", product, { headers: { "if-none-match": tag } })).status).toBe(200);
  });

  it("are never shared with another tenant or a key without the scope", async () => {
    const { json } = await api("POST", "/products", { body: { title: "Pot", variants: [{ sku: "POT" }] } });
    const product = `/products/${String(json.id)}`;
    await api("GET", product);
    const stranger = restClient(server, server.grant(await createTestTenant(hub)));
    expect((await stranger("GET", product)).status).toBe(404);
    const blind = restClient(server, server.grant({ ...actor, scopes: new Set(["orders:read"] as const) }));
    expect((await blind("GET", product)).status).toBe(403);
  });
});

describe("a request that times out", () => {
  it("gets 504, its work continues, and a retry with the same key gets the result", async () => {
    const headers = { "idempotency-key": "slow-1" };
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = { channel: "web", lines: [{ sku: "A", quantity: 2 }] };
    Object.assign(hub, { race: () => held });
    const late = await api("POST", "/orders", { body: slow, headers });
    expect([late.status, late.json.code]).toEqual([504, "request.timeout"]);
    const meanwhile = api("POST", "/orders", { body: slow, headers });
    Object.assign(hub, { race: undefined });
    release();
    await meanwhile;
    const again = await api("POST", "/orders", { body: slow, headers });
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    const [row] = await hub.db.sql<{ count: number }[]>`
      select count(*)::int from orders where tenant_id = ${actor.tenantId} and unit_count = 2`;
    expect(row?.count).toBe(1);
  }, 20_000);
});
