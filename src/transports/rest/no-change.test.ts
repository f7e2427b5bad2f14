import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { connectTestErp } from "#testing/fixtures/invoicing.ts";
import { type RestAnswer, restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";
import { routes } from "./routes.ts";

const hub = testHub();
let server: RestServer;
let actor: Actor;
let api: ReturnType<typeof restClient>;

beforeAll(async () => {
  server = await startRest(hub);
  actor = await createTestTenant(hub);
  api = restClient(server, server.grant(actor));
  await addArticles(hub, actor, [{ sku: "A", onHand: 5 }]);
  await connectTestErp(hub, actor);
});
afterAll(async () => {
  await server.close();
});

const draft = {
  channel: "phone",
  lines: [
    { sku: "A", quantity: 2, unitPrice: 99 },
    { sku: "A", quantity: 1 },
  ],
  customer: { email: "draft@example.com", name: "D. Person", phone: "1" },
  shippingAddress: { name: "D. Person", line1: "1 High Street", city: "Leeds", postalCode: "LS1 1AA", country: "GB" },
  shippingTotal: 50,
  discountTotal: 10,
  tags: ["gift"],
  notes: "Ring twice.",
};

interface Thing {
  readonly at: string;
  readonly make?: object;
  /** The current value. */
  readonly same: object;
}

/** Each resource with a PATCH or a PUT. */
const things: Readonly<Record<string, Thing>> = {
  "PUT /drafts/{id}": { at: "/drafts", make: draft, same: draft },
  "PATCH /orders/{id}": {
    at: "/orders",
    make: { channel: "web", lines: [{ sku: "A", quantity: 1 }], tags: ["gift"], notes: "Ring twice." },
    same: { tags: ["gift"], notes: "Ring twice." },
  },
  "PATCH /products/{id}": {
    at: "/products",
    make: { title: "Mug", variants: [{ sku: "MUG", prices: { GBP: 500 } }] },
    same: { title: "Mug", variants: [{ sku: "MUG", prices: { GBP: 500 } }] },
  },
  "PATCH /stock-levels/{sku}/{location}": { at: "", same: { safetyStock: 0, allowBackorder: false } },
  "PATCH /customers/{id}": {
    at: "/customers",
    make: { email: "a@example.com", name: "A. Person", groups: ["trade"] },
    same: { name: "A. Person", groups: ["trade"] },
  },
  "PATCH /inbound-sources/{id}": {
    at: "/inbound-sources",
    make: { code: "acme-shop", name: "Acme", kind: "standard", operation: "orders.place", mapping: "$" },
    same: { name: "Acme", mapping: "$" },
  },
  "PATCH /users/{id}": {
    at: "/users",
    make: { email: "sam@example.com", name: "Sam Carter", role: "agent" },
    same: { name: "Sam Carter", role: "agent", active: true },
  },
  "PUT /users/{id}": {
    at: "/users",
    make: { email: "kim@example.com", name: "Kim Carter", role: "agent" },
    same: { email: "kim@example.com", name: "Kim Carter", role: "agent", active: true },
  },
  "PATCH /roles/{id}": {
    at: "/roles",
    make: { name: "Packer", description: "Packs.", scopes: ["orders:read", "orders:write"] },
    same: { name: "Packer", description: "Packs.", scopes: ["orders:write", "orders:read"] },
  },
  "PATCH /webhook-endpoints/{id}": {
    at: "/webhook-endpoints",
    make: { url: "https://example.com/hook", eventTypes: ["order.*"], headers: { "x-token": "secret" } },
    same: { eventTypes: ["order.*"], headers: { "x-token": "secret" } },
  },
  "PATCH /channels/{code}": {
    at: "/channels",
    make: { code: "outlet", name: "Outlet", kind: "web" },
    same: { name: "Outlet" },
  },
  "PATCH /api-keys/{id}": {
    at: "/api-keys",
    make: { name: "Shop", scopes: ["orders:read"], allowedAddresses: ["192.0.2.0/24"] },
    same: { name: "Shop", scopes: ["orders:read"], allowedAddresses: ["192.0.2.0/24"], limit: null, expiresAt: null },
  },
  "PATCH /erp": { at: "/erp", same: { stockPolicy: "report" } },
  "PATCH /partners/{id}": {
    at: "/partners",
    make: { code: "acme", name: "Acme", compares: "orders", channel: "web", authorization: "Bearer x" },
    same: { name: "Acme", channel: "web", authorization: "Bearer x" },
  },
};

const replacing = routes
  .filter(({ method }) => method === "PATCH" || method === "PUT")
  .map(({ method, path }) => `${method} ${path}`);

async function made(name: string): Promise<{ path: string; tag: string | null }> {
  const { at, make } = things[name] ?? { at: "" };
  if (make === undefined) return { path: at === "" ? await levelPath() : at, tag: null };
  const { status, headers, json }: RestAnswer = await api("POST", at, { body: make });
  expect([status, json]).toEqual([201, expect.anything()]);
  return { path: `${at}/${String(json[name.endsWith("{code}") ? "code" : "id"])}`, tag: headers.get("etag") };
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

describe("an update without a change returns the resource unchanged: same version, same ETag, no event", () => {
  it("for every resource with a PATCH or a PUT", () => {
    expect(Object.keys(things).toSorted()).toEqual(replacing.toSorted());
  });

  it.each(replacing)("%s", async (name) => {
    const [method = ""] = name.split(" ");
    const thing = await made(name);
    const same = things[name]?.same;
    const headers = { "if-match": thing.tag ?? "*" };
    const before = await events();
    const first = await api(method, thing.path, { body: method === "PUT" ? same : {}, headers });
    expect(first.status).toBe(200);
    const tag = thing.tag ?? first.headers.get("etag");
    for (const body of method === "PUT" ? [same] : [{}, same]) {
      const again = await api(method, thing.path, { body, headers });
      expect([again.status, again.json, again.headers.get("etag")]).toEqual([200, first.json, tag]);
    }
    expect(await events()).toBe(before);
  });

  it.each([
    ["pause", "paused"],
    ["resume", "enabled"],
  ])("an endpoint's %s when it is %s", async (action, status) => {
    const { path } = await made("PATCH /webhook-endpoints/{id}");
    if (status === "paused") await api("POST", `${path}/pause`);
    const before = await api("GET", path);
    const told = await events();
    const { json, headers } = await api("POST", `${path}/${action}`);
    expect([json["status"], json["version"], json["updatedAt"], headers.get("etag")]).toEqual([
      status,
      before.json["version"],
      before.json["updatedAt"],
      before.headers.get("etag"),
    ]);
    expect(await events()).toBe(told);
  });
});

describe("a PUT of a draft that changes something", () => {
  const other: [string, object][] = [
    ["channel", { channel: "web" }],
    ["lines", { lines: draft.lines.slice(0, 1) }],
    ["order of its lines", { lines: draft.lines.toReversed() }],
    ["price", { lines: [{ sku: "A", quantity: 2, unitPrice: 98 }, draft.lines[1]] }],
    ["customer", { customer: { name: "Somebody" } }],
    ["address", { shippingAddress: undefined }],
    ["shipping", { shippingTotal: 51 }],
    ["discount", { discountTotal: 0 }],
    ["tags", { tags: [] }],
    ["notes", { notes: "" }],
  ];

  it.each(other)("creates a new version: another %s", async (_what, change) => {
    const { path, tag } = await made("PUT /drafts/{id}");
    const { status, json } = await api("PUT", path, {
      body: { ...draft, ...change },
      headers: { "if-match": tag ?? "" },
    });
    expect([status, json["version"]]).toEqual([200, 2]);
  });
});
