import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/hub.ts";
import { type RestAnswer, restClient, type RestServer, startRest } from "#testing/rest.ts";
import { routes } from "./routes.ts";

let database: TestDatabase;
let hub: TestHub;
let server: RestServer;
let actor: Actor;
let api: ReturnType<typeof restClient>;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = createTestHub(database.url);
  server = await startRest(hub);
  actor = await createTestTenant(hub);
  api = restClient(server, server.grant(actor));
  await addArticles(hub, actor, [{ sku: "A", onHand: 5 }]);
});
afterAll(async () => {
  await server.close();
  await hub.close();
  await database.drop();
});

/** For each thing that a PATCH changes: how to make one, and what it already is. */
const things: Readonly<Record<string, { at: string; make?: object; same: object }>> = {
  "/orders/{id}": {
    at: "/orders",
    make: { channel: "web", lines: [{ sku: "A", quantity: 1 }], tags: ["gift"], notes: "Ring twice." },
    same: { tags: ["gift"], notes: "Ring twice." },
  },
  "/products/{id}": {
    at: "/products",
    make: { title: "Mug", variants: [{ sku: "MUG", prices: { GBP: 500 } }] },
    same: { title: "Mug", variants: [{ sku: "MUG", prices: { GBP: 500 } }] },
  },
  "/stock-levels/{sku}/{location}": { at: "", same: { safetyStock: 0, allowBackorder: false } },
  "/customers/{id}": {
    at: "/customers",
    make: { email: "a@example.com", name: "A. Person", groups: ["trade"] },
    same: { name: "A. Person", groups: ["trade"] },
  },
  "/inbound-sources/{id}": {
    at: "/inbound-sources",
    make: { code: "acme-shop", name: "Acme", kind: "standard", operation: "orders.place", mapping: "$" },
    same: { name: "Acme", mapping: "$" },
  },
  "/users/{id}": {
    at: "/users",
    make: { email: "sam@example.com", name: "Sam Carter", role: "agent" },
    same: { name: "Sam Carter", role: "agent", active: true },
  },
  "/webhook-endpoints/{id}": {
    at: "/webhook-endpoints",
    make: { url: "https://example.com/hook", eventTypes: ["order.*"], headers: { "x-token": "secret" } },
    same: { eventTypes: ["order.*"], headers: { "x-token": "secret" } },
  },
  "/channels/{code}": {
    at: "/channels",
    make: { code: "outlet", name: "Outlet", kind: "web" },
    same: { name: "Outlet" },
  },
  "/partners/{id}": {
    at: "/partners",
    make: { code: "acme", name: "Acme", compares: "orders", channel: "web", authorization: "Bearer x" },
    same: { name: "Acme", channel: "web", authorization: "Bearer x" },
  },
};

const patched = routes.filter(({ method }) => method === "PATCH");

async function made(path: string): Promise<{ path: string; tag: string | null }> {
  const { at, make } = things[path] ?? { at: "" };
  if (make === undefined) return { path: await levelPath(), tag: null };
  const { status, headers, json }: RestAnswer = await api("POST", at, { body: make });
  expect([status, json]).toEqual([201, expect.anything()]);
  return { path: `${at}/${String(json[path.endsWith("{code}") ? "code" : "id"])}`, tag: headers.get("etag") };
}

async function levelPath(): Promise<string> {
  const { json } = await api("GET", "/stock-levels?limit=1");
  const [level] = json["data"] as { sku: string; location: string }[];
  return `/stock-levels/${level?.sku}/${level?.location}`;
}

const events = async () => {
  const [row] = await hub.db.sql<{ count: number }[]>`
    select count(*)::int as count from events where tenant_id = ${actor.tenantId}`;
  return row?.count;
};

describe("a PATCH that changes nothing is answered with the thing as it is: same version, same ETag, no event", () => {
  it("of every thing that a PATCH changes", () => {
    expect(Object.keys(things).toSorted()).toEqual(patched.map(({ path }) => path).toSorted());
  });

  it.each(patched.map(({ path }) => path))("%s", async (path) => {
    const thing = await made(path);
    const headers = { "if-match": thing.tag ?? "*" };
    const before = await events();
    const first = await api("PATCH", thing.path, { body: {}, headers });
    expect(first.status).toBe(200);
    for (const body of [{}, things[path]?.same]) {
      const again = await api("PATCH", thing.path, { body, headers });
      expect([again.status, again.json, again.headers.get("etag")]).toEqual([200, first.json, thing.tag]);
    }
    expect(await events()).toBe(before);
  });
});
