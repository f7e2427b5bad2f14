import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import {
  messageId,
  soapClient,
  type SoapServer,
  startSoap,
  valueAt,
  type VersionName,
  WSA,
} from "#testing/fixtures/soap.ts";

const hub = testHub();
let server: SoapServer;
let actor: Actor;
let call: ReturnType<typeof soapClient>;
let rest: (
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<{ status: number; json: Record<string, unknown> }>;

beforeAll(async () => {
  server = await startSoap(hub);
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [
    { sku: "A", onHand: 1000 },
    { sku: "ONE", onHand: 1 },
  ]);
  const token = server.grant(actor);
  call = soapClient(server, token);
  rest = async (path, body, headers = {}) => {
    const sent = { method: "POST", body: JSON.stringify(body) };
    const all = { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers };
    const response = await fetch(`${server.origin}/api/v2${path}`, { ...(body && sent), headers: all });
    return { status: response.status, json: await response.json() };
  };
});
afterAll(() => server.close());

/** Elements are sent in the order of the schema. */
const order = ({
  externalId,
  customer,
  lines = [{ sku: "A", quantity: 2 }],
  notes,
}: Partial<Record<"externalId" | "notes", string>> & { customer?: object; lines?: object[] } = {}) => ({
  channel: "web",
  ...(externalId !== undefined && { externalId }),
  ...(customer && { customer }),
  lines,
  ...(notes !== undefined && { notes }),
});
const both: VersionName[] = ["1.1", "1.2"];

describe.each(both)("over SOAP %s", (version) => {
  it("an order is placed, read, listed, paid, shipped, refunded and cancelled in part", async () => {
    const externalId = newId();
    const placed = await call("PlaceOrder", order({ externalId, lines: [{ sku: "A", quantity: 3 }] }), { version });
    expect([placed.status, placed.payload.name, valueAt(placed.payload, "created")]).toEqual([
      200,
      "PlaceOrderResponse",
      "true",
    ]);
    const id = valueAt(placed.payload, "order", "id") ?? "";
    const line = valueAt(placed.payload, "order", "lines", "id");
    const read = await call("GetOrder", { id }, { version });
    expect(valueAt(read.payload, "order", "externalId")).toBe(externalId);
    const { json } = await rest(`/orders/${id}`);
    expect(valueAt(read.payload, "order", "number")).toBe(json["number"]);
    const listed = await call(
      "ListOrders",
      { status: ["pending", "processing"], q: externalId, limit: 1 },
      { version },
    );
    expect(valueAt(listed.payload, "data", "id")).toBe(id);
    const cancelled = await call(
      "CancelOrder",
      { id, reason: "one too many", lines: [{ id: line, quantity: 1 }] },
      { version },
    );
    expect(valueAt(cancelled.payload, "order", "lines", "cancelled")).toBe("1");
    const paid = await call("PayOrder", { orderId: id, method: "manual" }, { version });
    expect(valueAt(paid.payload, "order", "payments", "method")).toBe("manual");
    const refunded = await call("RefundOrder", { orderId: id, amount: 1, reason: "late" }, { version });
    expect(valueAt(refunded.payload, "order", "id")).toBe(id);
    const shipped = await call("ShipOrder", { orderId: id, carrier: "Bike & <Co>" }, { version });
    expect(valueAt(shipped.payload, "order", "shipments", "carrier")).toBe("Bike & <Co>");
  });

  it("stock is adjusted and read, and a user is read", async () => {
    const adjusted = await call("AdjustStock", { sku: "A", location: "main", delta: 5, reason: "found" }, { version });
    const read = await call("GetStock", { sku: "A" }, { version });
    expect(valueAt(read.payload, "data", "onHand")).toBe(valueAt(adjusted.payload, "level", "onHand"));
    const missing = await call("GetUser", { id: newId() }, { version });
    expect(missing.fault).toMatchObject({ kind: "not_found", code: "resource.not_found" });
  });

  it("a refusal is a fault with the figures of each line", async () => {
    const { status, fault, payload, headers } = await call(
      "PlaceOrder",
      order({ lines: [{ sku: "ONE", quantity: 4 }] }),
      {
        version,
        headers: { "x-request-id": "mine-1" },
      },
    );
    expect(status).toBe(version === "1.1" ? 500 : 400);
    expect(headers.get("content-type")).toBe(
      version === "1.1" ? "text/xml; charset=utf-8" : "application/soap+xml; charset=utf-8",
    );
    expect(headers.get("x-request-id")).toBe("mine-1");
    expect(fault).toMatchObject({
      kind: "conflict",
      code: "inventory.insufficient_stock",
      requestId: "mine-1",
      errors: [{ pointer: "/lines/0", sku: "ONE", requested: "4", available: "1" }],
    });
    const told = version === "1.1" ? ["faultcode", "faultstring"] : ["Code", "Reason"];
    expect(payload.children.slice(0, 2).map(({ name }) => name)).toEqual(told);
    expect(JSON.stringify(payload)).toContain(version === "1.1" ? "s:Client" : "s:Sender");
    expect(JSON.stringify(payload)).toContain("inventory.insufficient_stock: ");
  });
});

describe("a MessageID", () => {
  it("is the idempotency key: a repeat is answered as the first was, and another request is refused", async () => {
    const id = `urn:uuid:${newId()}`;
    const first = await call("PlaceOrder", order(), { header: messageId(id) });
    const again = await call("PlaceOrder", order(), { header: messageId(id), version: "1.2" });
    expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([
      null,
      "true",
    ]);
    expect(again.payload).toEqual(first.payload);
    expect(again.header?.children).toMatchObject([{ name: "Action" }, { name: "RelatesTo", namespace: WSA, text: id }]);
    const other = await call("PlaceOrder", order({ notes: "other" }), { header: messageId(id) });
    expect(other.fault).toMatchObject({ kind: "key_reused" });
  });

  it("is the Idempotency-Key of REST", async () => {
    const id = `urn:uuid:${newId()}`;
    const { payload } = await call("PlaceOrder", order(), { header: messageId(id) });
    const { json } = await rest("/orders", order(), { "idempotency-key": id });
    expect(json["id"]).toBe(valueAt(payload, "order", "id"));
    const rows = await hub.db.sql`select from orders where id = ${String(json["id"])}`;
    expect(rows).toHaveLength(1);
  });

  it("that disagrees with the header of HTTP is refused", async () => {
    const { fault } = await call("PlaceOrder", order(), {
      header: messageId("one"),
      headers: { "idempotency-key": "two" },
    });
    expect(fault).toMatchObject({ code: "request.wrong_header" });
  });
});

it("what XML cannot hold is replaced in answers, which are always well-formed", async () => {
  const hostile = `a\u001b]]>\uFFFE<b/>&c;`;
  const { json } = await rest(
    "/orders",
    order({ customer: { email: "a@example.com", name: `Ann ]]> <b>` }, notes: "n" }),
  );
  await hub.db.sql`update orders set notes = ${hostile} where id = ${String(json["id"])}`;
  const { payload } = await call("GetOrder", { id: json["id"] });
  expect(valueAt(payload, "order", "notes")).toBe("a\uFFFD]]>\uFFFD<b/>&c;");
  expect(valueAt(payload, "order", "customer", "name")).toBe("Ann ]]> <b>");
});

describe("the description", () => {
  it("is there for GET and HEAD, with our public address, and other methods get 405 with Allow", async () => {
    const response = await fetch(`${server.url}?wsdl`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/xml; charset=utf-8"]);
    const text = await response.text();
    expect(text).toContain('location="https://hub.example.com/api/soap"');
    expect(text.indexOf("<soap:address")).toBeLessThan(text.indexOf("<soap12:address"));
    expect((await fetch(`${server.url}?WSDL`, { method: "HEAD" })).status).toBe(200);
    for (const method of ["GET", "PUT", "DELETE"]) {
      const refused = await fetch(server.url, { method });
      expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
      expect(await refused.text()).toContain("request.method_not_allowed");
    }
    const options = await fetch(server.url, { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, POST, OPTIONS"]);
  });
});
