import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "@bufbuild/protobuf";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { GrpcClient } from "#testing/servers/grpc-client.ts";
import { startGrpc } from "#testing/servers/grpc.ts";
import { httpApp } from "#transports/http.ts";

const hub = testHub();
let files: TestFiles;
let actor: Actor;
let server: Awaited<ReturnType<typeof startGrpc>>;
let client: GrpcClient;
let rest: ReturnType<typeof httpApp>;
const actors = new Map<string, Actor>();
const ORDER = { channel: "web", lines: [{ sku: "A", quantity: "2", unitPrice: "295" }] };

beforeAll(async () => {
  files = await createTestFiles();
  await hub.feed.start();
  const gateway = createTestGateway(hub, actors);
  server = await startGrpc(gateway);
  client = new GrpcClient(server.port);
  const served = { ...hub, gateway, files: files.files };
  rest = httpApp({ hub: served, publicUrl: "https://hub.example.com", corsOrigins: [] });
});
beforeEach(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
});
afterEach(() => {
  hub.race = undefined;
});
afterAll(async () => {
  client.close();
  await server.close();
  await files.close();
});

function key(over: Partial<Actor> = {}): string {
  const token = newId();
  actors.set(token, { ...actor, type: "api_key", id: token, ...over });
  return token;
}
const bearing = (token: string, more: Record<string, string> = {}) => ({
  metadata: { authorization: `Bearer ${token}`, ...more },
});
const place = async (token: string, over: JsonObject = {}) =>
  (await client.call("OrderService/PlaceOrder", { ...ORDER, ...over }, bearing(token))).json;
const idOf = (json: JsonObject): string => String(Object(json["order"])["id"]);

describe("an order over gRPC", () => {
  it("is placed, paid, shipped, refunded and read with its figures", async () => {
    const token = key();
    const placed = await place(token);
    expect(placed).toMatchObject({ created: true, order: { status: "ORDER_STATUS_PENDING" } });
    const id = idOf(placed);
    const manual = { orderId: id, method: "PAYMENT_METHOD_MANUAL" };
    await client.call("OrderService/PayOrder", manual, bearing(token));
    await client.call("OrderService/ShipOrder", { orderId: id, carrier: "UPS" }, bearing(token));
    await client.call("OrderService/RefundOrder", { orderId: id, amount: "90", reason: "late" }, bearing(token));
    const { json } = await client.call("OrderService/GetOrder", { id }, bearing(token));
    expect(json).toMatchObject({
      order: {
        id,
        fulfillmentStatus: "FULFILLMENT_STATUS_FULFILLED",
        totals: { subtotal: "590", total: "590", paid: "590", refunded: "90" },
        shipments: [{ carrier: "UPS", status: "STATUS_SHIPPED" }],
      },
    });
  });

  it("is the same over REST with the same idempotency key, marked as replayed", async () => {
    const token = key();
    const asked = { channel: "web", lines: [{ sku: "A", quantity: 2, unitPrice: 295 }] };
    const answer = await rest.fetch(
      new Request("https://hub.example.com/api/v2/orders", {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": "k-1" },
        body: JSON.stringify(asked),
      }),
      {},
    );
    const { id } = Object(await answer.json());
    const again = await client.call("OrderService/PlaceOrder", ORDER, bearing(token, { "idempotency-key": "k-1" }));
    expect(idOf(again.json)).toBe(id);
    expect(again.trailers.get("idempotent-replayed")).toEqual(["true"]);
    const other = client.call(
      "OrderService/PlaceOrder",
      { ...ORDER, notes: "another" },
      bearing(token, { "idempotency-key": "k-1" }),
    );
    await expect(other).rejects.toMatchObject({ code: 3 });
  });

  it("of another tenant is not there", async () => {
    const id = idOf(await place(key()));
    const stranger = await createTestTenant(hub);
    const token = key({ ...stranger });
    actors.set(token, { ...stranger, type: "api_key", id: token });
    for (const [method, more] of [
      ["GetOrder", { id }],
      ["CancelOrder", { id, reason: "no" }],
      ["ShipOrder", { orderId: id }],
    ] as const)
      await expect(client.call(`OrderService/${method}`, more, bearing(token))).rejects.toMatchObject({ code: 5 });
  });

  it("is listed whole, however many there are, as fast as it is read", async () => {
    const token = key();
    await Promise.all(Array.from({ length: 230 }, (_, n) => place(token, { externalId: `E-${n}` })));
    const seen = new Set<string>();
    for await (const order of client.serverStream("OrderService/ListOrders", {}, bearing(token)))
      seen.add(String(Object(order)["externalId"]));
    expect(seen.size).toBe(230);
    const none = client.serverStream("OrderService/ListOrders", { status: ["ORDER_STATUS_CANCELLED"] }, bearing(token));
    const found: unknown[] = [];
    for await (const order of none) found.push(order);
    expect(found).toEqual([]);
  });
});

describe("a list that is read slowly", () => {
  it("ends within seconds after its key is revoked, in the middle of a page", async () => {
    const token = key();
    const notes = "n".repeat(5000);
    await Promise.all(Array.from({ length: 90 }, (_, n) => place(token, { externalId: `S-${n}`, notes })));
    const stream = client.serverStream("OrderService/ListOrders", {}, bearing(token));
    const ended = new Promise<unknown>((resolve) => stream.once("error", resolve));
    let seen = 0;
    await once(stream, "readable");
    actors.delete(token);
    await sleep(2500);
    stream.on("data", () => (seen += 1));
    expect(await ended).toMatchObject({ code: 16 });
    expect(seen).toBeLessThan(90);
  });
});

describe("a deadline", () => {
  it("of 50 ms ends what a slow query runs in PostgreSQL", async () => {
    const token = key();
    const id = idOf(await place(token));
    await hub.db.sql.begin(async (holding) => {
      await holding`lock table orders in access exclusive mode`;
      const reading = client.call("OrderService/GetOrder", { id }, { ...bearing(token), deadlineMs: 50 });
      const refused = reading.catch((error: unknown) => error);
      await expect.poll(waiting).toBe(1);
      expect(await refused).toMatchObject({ code: 4 });
      await expect.poll(waiting).toBe(0);
    });
  });

  it("or a disconnect does not stop a change, which happens once", async () => {
    const token = key();
    const held = Promise.withResolvers<void>();
    hub.race = (point) => (point === "orders.place:read" ? held.promise : Promise.resolve());
    const asking = { ...bearing(token, { "idempotency-key": "late" }), deadlineMs: 100 };
    await expect(client.call("OrderService/PlaceOrder", ORDER, asking)).rejects.toMatchObject({ code: 4 });
    held.resolve();
    hub.race = undefined;
    const { json, trailers } = await client.call(
      "OrderService/PlaceOrder",
      ORDER,
      bearing(token, { "idempotency-key": "late" }),
    );
    expect(trailers.get("idempotent-replayed")).toEqual(["true"]);
    expect(json).toMatchObject({ created: true });
  });
});

/** Statements that wait for a lock on orders. */
async function waiting(): Promise<number> {
  const rows = await hub.db.listener`
    select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  return rows.length;
}

describe("watching orders", () => {
  const watch = (token: string, message: JsonObject = {}) =>
    client.serverStream("OrderService/WatchOrders", message, bearing(token));

  it("goes on behind the last position after a break, without a gap or a duplicate", async () => {
    const token = key();
    const placed = new Set<string>();
    const first = watch(token);
    await once(first, "metadata");
    const seen: string[] = [];
    let after = "";
    const heard = ({ position, event }: { position: string; event: { subjectId: string } }) => {
      after = position;
      seen.push(event.subjectId);
    };
    first.on("data", heard).on("error", () => {});
    for (let n = 0; n < 10; n += 1) placed.add(idOf(await place(token)));
    await hub.relay();
    await expect.poll(() => seen.length).toBeGreaterThan(3);
    const left = new Promise((resolve) => first.once("status", resolve));
    first.cancel();
    await left;
    for (let n = 0; n < 10; n += 1) placed.add(idOf(await place(token)));
    await hub.relay();
    const second = watch(token, { after, types: ["order.placed"] });
    second.on("data", heard).on("error", () => {});
    await expect.poll(() => seen.length).toBe(20);
    expect(new Set(seen)).toEqual(placed);
    second.cancel();
  });

  it("streams the events of one order only, with all their fields", async () => {
    const token = key();
    const [one] = [idOf(await place(token)), idOf(await place(token))];
    await hub.relay();
    const stream = watch(token, { orderId: one, after: "0" });
    const [told] = await once(stream, "data");
    stream.on("error", () => {}).cancel();
    expect(told).toMatchObject({
      event: { type: "order.placed", subjectId: one, sequence: "1", data: { total: 590, currency: "GBP" } },
    });
  });
});
