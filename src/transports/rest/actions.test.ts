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
  await addArticles(hub, actor, [{ sku: "A", price: 500, onHand: 10 }]);
});
afterAll(async () => {
  await server.close();
});

async function placed(): Promise<string> {
  const { json } = await api("POST", "/orders", { body: { channel: "web", lines: [{ sku: "A", quantity: 2 }] } });
  return `/orders/${String(json.id)}`;
}

describe("order actions", () => {
  it("hold, release, pay, ship, deliver and refund an order; each response is the order with its new ETag", async () => {
    const path = await placed();
    const held = await api("POST", `${path}/hold`, { body: { reason: "address", note: "no house number" } });
    expect(held).toMatchObject({ status: 200, json: { onHold: true, version: 2 } });
    expect(held.headers.get("etag")).toBe('"2"');
    expect(await api("POST", `${path}/shipments`, { body: {} })).toMatchObject({ json: { code: "order.on_hold" } });
    expect((await api("POST", `${path}/release`)).json).toMatchObject({ onHold: false });
    const paid = await api("POST", `${path}/payments`, { body: { method: "manual" } });
    expect(paid.json).toMatchObject({ paymentStatus: "paid", totals: { paid: 1000, due: 0 } });
    const shipped = await api("POST", `${path}/shipments`, { body: { carrier: "dpd", trackingNumber: "T1" } });
    const [shipment] = shipped.json.shipments as { id: string }[];
    expect(shipped.json).toMatchObject({ status: "shipped", fulfillmentStatus: "fulfilled" });
    const delivered = await api("POST", `${path}/shipments/${shipment?.id ?? ""}/deliver`);
    expect(delivered.json).toMatchObject({ status: "delivered" });
    const refunded = await api("POST", `${path}/refunds`, { body: { amount: 400, reason: "scratch" } });
    expect(refunded.json).toMatchObject({ paymentStatus: "partially_refunded", totals: { refunded: 400 } });
    const over = await api("POST", `${path}/refunds`, { body: { amount: 601, reason: "scratch" } });
    expect([over.status, over.json.code]).toEqual([409, "payment.exceeds_captured"]);
  });

  it("accept If-Match without requiring it", async () => {
    const path = await placed();
    const stale = await api("POST", `${path}/notes`, { body: { text: "call back" }, headers: { "if-match": '"9"' } });
    expect(stale).toMatchObject({ status: 412, json: { code: "resource.stale", details: { version: 1 } } });
    expect((await api("POST", `${path}/notes`, { body: { text: "call back" } })).status).toBe(200);
  });

  it("cancel an order and release its stock", async () => {
    const path = await placed();
    expect((await api("POST", `${path}/cancel`, { body: { reason: "changed my mind" } })).json.status).toBe(
      "cancelled",
    );
    const levels = await api("GET", "/stock-levels?sku=A&location=main");
    expect(levels.json.data).toMatchObject([{ sku: "A", onHand: 10, reserved: 0, available: 10 }]);
  });

  it("use the contract's field names in requests and in errors", async () => {
    const path = await placed();
    const patch = (body: object) => api("PATCH", path, { body, headers: { "if-match": "*" } });
    expect((await patch({ tags: ["vip"], assignee: null })).json).toMatchObject({ tags: ["vip"], assigneeId: null });
    expect((await patch({ assigneeId: null })).json).toMatchObject({ errors: [{ pointer: "/assigneeId" }] });
    expect((await patch({ assignee: 5 })).json).toMatchObject({ errors: [{ pointer: "/assignee" }] });
  });
});

describe("other routes", () => {
  it("adjust stock and link to the result", async () => {
    const body = { sku: "A", location: "main", delta: -3, reason: "damage" };
    const booked = await api("POST", "/stock-adjustments", { body });
    expect(booked).toMatchObject({ status: 201, json: { onHand: 7 } });
    expect(booked.headers.get("location")).toBe("/api/v2/stock-levels?sku=A&location=main");
    const tooMuch = await api("POST", "/stock-adjustments", { body: { ...body, delta: -8 } });
    expect([tooMuch.status, tooMuch.json.code]).toEqual([409, "inventory.negative_stock"]);
    expect((await api("GET", "/stock-movements?sku=A")).json.data).toMatchObject([{ quantity: -3 }, { quantity: 10 }]);
  });

  it("replace a user with PUT only when every field is present, and delete with If-Match", async () => {
    const person = { email: "sam@example.com", name: "Sam", role: "agent" };
    const made = await api("POST", "/users", { body: person });
    const path = made.headers.get("location")?.replace("/api/v2", "") ?? "";
    const put = (body: object) => api("PUT", path, { body, headers: { "if-match": "*" } });
    expect(await put(person)).toMatchObject({ status: 400, json: { errors: [{ pointer: "/active" }] } });
    expect(await put({ ...person, name: "Samantha", active: true })).toMatchObject({ json: { name: "Samantha" } });
    expect((await api("DELETE", path)).status).toBe(428);
    const gone = await api("DELETE", path, { headers: { "if-match": '"2"' } });
    expect([gone.status, gone.text]).toEqual([204, ""]);
  });

  it("filter orders by assigned user", async () => {
    const path = await placed();
    const { json: user } = await api("POST", "/users", { body: { email: "s@example.com", name: "S", role: "agent" } });
    const theirs = `/users/${String(user.id)}/orders`;
    expect((await api("GET", theirs)).json.data).toEqual([]);
    expect((await api("GET", `/users/${String(user.id)}${path}`)).status).toBe(404);
    await api("PATCH", path, { body: { assignee: user.id }, headers: { "if-match": "*" } });
    expect((await api("GET", theirs)).json.data).toHaveLength(1);
    expect((await api("GET", `/users/${String(user.id)}${path}`)).status).toBe(200);
  });

  it.each(["/customers", "/channels", "/locations", "/api-keys", "/products", "/users", "/stock-levels", "/variants"])(
    "list %s as data and nextCursor",
    async (path) => {
      const { status, json } = await api("GET", path);
      expect([status, Array.isArray(json.data)]).toEqual([200, true]);
    },
  );

  it("update customers by version", async () => {
    const made = await api("POST", "/customers", { body: { email: "a@example.com", name: "A. Person" } });
    const path = made.headers.get("location")?.replace("/api/v2", "") ?? "";
    const changed = await api("PATCH", path, { body: { groups: ["vip"] }, headers: { "if-match": '"1"' } });
    expect(changed).toMatchObject({ status: 200, json: { groups: ["vip"], version: 2 } });
    expect((await api("GET", `${path}/totals`)).status).toBe(200);
  });
});
