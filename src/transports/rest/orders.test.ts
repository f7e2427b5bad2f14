import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

const hub = testHub();
let server: RestServer;
let actor: Actor;
let api: ReturnType<typeof restClient>;

beforeAll(async () => {
  server = await startRest(hub);
});
beforeEach(async () => {
  actor = await createTestTenant(hub);
  api = restClient(server, server.grant(actor));
  await addArticles(hub, actor, [{ sku: "85123A", price: 295, onHand: 10 }]);
});
afterAll(async () => {
  await server.close();
});

const order = (more: object = {}) => ({ channel: "web", lines: [{ sku: "85123A", quantity: 2 }], ...more });

describe("POST /orders", () => {
  it("responds with 201, Location, ETag and the whole order", async () => {
    const placed = await api("POST", "/orders", { body: order({ externalId: "A-1001" }) });
    expect(placed.status).toBe(201);
    expect(placed.headers.get("location")).toBe(`/api/v2/orders/${String(placed.json.id)}`);
    expect(placed.headers.get("etag")).toBe('"1"');
    expect(placed.json).toMatchObject({ externalId: "A-1001", totals: { total: 590 } });
    const read = await fetch(new URL(placed.headers.get("location") ?? "", server.url), {
      headers: { authorization: `Bearer ${server.grant(actor)}` },
    });
    expect(await read.json()).toEqual(placed.json);
  });

  it("responds with 200 and the first order when the channel sends the same one again", async () => {
    const first = await api("POST", "/orders", { body: order({ externalId: "A-1" }) });
    const again = await api("POST", "/orders", { body: order({ externalId: "A-1" }) });
    expect(again.status).toBe(200);
    expect(again.headers.has("location")).toBe(false);
    expect(again.json).toEqual(first.json);
  });

  it("rejects the same external id with other content", async () => {
    await api("POST", "/orders", { body: order({ externalId: "A-1" }) });
    const other = await api("POST", "/orders", { body: order({ externalId: "A-1", tags: ["late"] }) });
    expect(other.status).toBe(409);
    expect(other.json).toMatchObject({ code: "order.duplicate", details: { orderId: expect.any(String) } });
  });

  it("reports the shortage per line", async () => {
    const short = await api("POST", "/orders", { body: order({ lines: [{ sku: "85123A", quantity: 11 }] }) });
    expect(short.status).toBe(409);
    expect(short.json).toMatchObject({
      type: "/problems/inventory.insufficient_stock",
      code: "inventory.insufficient_stock",
      errors: [{ pointer: "/lines/0", sku: "85123A", requested: 11, available: 10 }],
    });
  });

  it("replays the response of an idempotency key, quoted or bare, and rejects another payload", async () => {
    const first = await api("POST", "/orders", { body: order(), headers: { "idempotency-key": "k-1" } });
    const again = await api("POST", "/orders", { body: order(), headers: { "idempotency-key": '"k-1"' } });
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const other = await api("POST", "/orders", {
      body: order({ notes: "other" }),
      headers: { "idempotency-key": "k-1" },
    });
    expect([other.status, other.json.code]).toEqual([422, "idempotency.key_reused"]);
  });

  it.each(["", "x".repeat(256), "a b", '"open', "ü"])("rejects the idempotency key %j", async (key) => {
    const answer = await api("POST", "/orders", { body: order(), headers: { "idempotency-key": key } });
    expect([answer.status, answer.json.code]).toEqual([400, "request.wrong_header"]);
  });
});

describe("GET /orders", () => {
  it("pages with a cursor and links the next page", async () => {
    for (const externalId of ["A-1", "A-2", "A-3"]) await api("POST", "/orders", { body: order({ externalId }) });
    const first = await api("GET", "/orders?limit=2&channel=web,pos");
    expect(first.json.data).toHaveLength(2);
    const next = /^<\/api\/v2(.+)>; rel="next"$/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    expect(new URLSearchParams(next.split("?")[1]).get("cursor")).toBe(first.json.nextCursor);
    const second = await api("GET", next);
    expect(second.json).toMatchObject({ data: [{ externalId: "A-1" }], nextCursor: null });
    expect(second.headers.has("link")).toBe(false);
  });

  it("rejects an unknown cursor", async () => {
    const answer = await api("GET", "/orders?cursor=abc.def");
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ errors: [{ pointer: "/cursor" }] });
  });

  it("suggests the nearest name for an unknown parameter", async () => {
    const answer = await api("GET", "/orders?staus=pending&limit=500");
    expect([answer.status, answer.json.code]).toEqual([400, "request.unknown_parameter"]);
    expect(answer.json.errors).toEqual([
      { pointer: "/staus", detail: "There is no query parameter staus. Did you mean status?", nearest: "status" },
    ]);
  });

  it.each(["limit=0", "limit=101", "limit=two", "status=lost", "limit=1&limit=2", "placedFrom=yesterday"])(
    "rejects %s",
    async (query) => {
      expect((await api("GET", `/orders?${query}`)).status).toBe(400);
    },
  );
});

describe("GET /orders/{id}", () => {
  it("responds with 304 when the ETag is current", async () => {
    const { json } = await api("POST", "/orders", { body: order() });
    const path = `/orders/${String(json.id)}`;
    for (const tag of ['"1"', 'W/"1"', '"0", "1"', "*"]) {
      const known = await api("GET", path, { headers: { "if-none-match": tag } });
      expect([known.status, known.text]).toEqual([304, ""]);
      expect(known.headers.get("etag")).toBe('"1"');
      expect(known.headers.get("cache-control")).toBe("private, no-cache");
      expect(known.headers.get("vary")).toContain("Authorization");
    }
    expect((await api("GET", path, { headers: { "if-none-match": '"2"' } })).status).toBe(200);
  });

  it("responds with 404 for another tenant's order and for an invalid id", async () => {
    const { json } = await api("POST", "/orders", { body: order() });
    const stranger = restClient(server, server.grant(await createTestTenant(hub)));
    const paths = [
      `/orders/${String(json.id)}`,
      "/orders/019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
      "/orders/%00",
      "/orders/%zz",
    ];
    for (const path of paths) expect([path, (await stranger("GET", path)).status]).toEqual([path, 404]);
  });

  it("includes the timeline", async () => {
    const { json } = await api("POST", "/orders", { body: order() });
    const timeline = await api("GET", `/orders/${String(json.id)}/timeline?limit=10`);
    expect(timeline.json).toMatchObject({ data: [{ type: "order.placed", transport: "rest" }], nextCursor: null });
  });
});
