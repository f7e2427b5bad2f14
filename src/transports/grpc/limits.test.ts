import { once } from "node:events";
import { connect as connectHttp2, constants } from "node:http2";
import type { JsonObject } from "@bufbuild/protobuf";
import { status, type ServiceError } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listLevels } from "#core/inventory/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { GrpcClient } from "#testing/servers/grpc-client.ts";
import { startGrpc } from "#testing/servers/grpc.ts";

const hub = testHub();
let actor: Actor;
let server: Awaited<ReturnType<typeof startGrpc>>;
let client: GrpcClient;
let token: string;
const actors = new Map<string, Actor>();
const ARTICLES = 500;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  const skus = Array.from({ length: ARTICLES }, (_, n) => ({ sku: `S${n}`, onHand: 5 }));
  await addArticles(hub, actor, skus);
  server = await startGrpc(createTestGateway(hub, actors), { maxMessageBytes: 65_536 });
  client = new GrpcClient(server.port);
  token = newId();
  actors.set(token, { ...actor, type: "api_key", id: token });
});
afterAll(async () => {
  client.close();
  await server.close();
});

const asking = (more: Record<string, string> = {}) => ({ metadata: { authorization: `Bearer ${token}`, ...more } });
const PLACE = "/crossdock.v1.OrderService/PlaceOrder";
const refusalOf = (call: Promise<unknown>): Promise<ServiceError> =>
  call.then(
    () => Promise.reject(new Error("It was not refused")),
    (error: ServiceError) => error,
  );

describe("a stream of counts", () => {
  const counts = (total: number, over: JsonObject = {}) =>
    Array.from({ length: total }, (_, n) => ({
      sku: `S${n % ARTICLES}`,
      location: "main",
      onHand: String(n % 97),
      ...over,
    }));

  async function send(messages: readonly JsonObject[], more: Record<string, string> = {}) {
    const { call, answer } = client.clientStream("InventoryService/CountStock", asking(more));
    for (const message of messages) if (!call.write(message)) await once(call, "drain");
    call.end();
    return answer;
  }

  it("books 10,000 of them in batches, and the last count of each article stands", async () => {
    const before = await commits();
    const all = counts(10_000);
    expect(await send(all)).toMatchObject({ counted: "10000" });
    expect((await commits()) - before).toBeLessThan(500);
    const last = new Map(all.map(({ sku, onHand }) => [sku, Number(onHand)]));
    const { output } = await execute(hub, actor, listLevels, { limit: 100 });
    for (const level of output.data) expect(level.onHand).toBe(last.get(level.sku));
  }, 60_000);

  it("reports the rejected ones with reasons, and books the others", async () => {
    const [one, two] = counts(2);
    const messages = [one, { ...two, sku: "NONE", clientId: "c-2" }, { location: "main", onHand: "3" }, two];
    expect(await send(messages.filter((each) => each !== undefined))).toMatchObject({
      counted: "2",
      refused: [
        { index: "1", clientId: "c-2", kind: "not_found", code: "inventory.unknown_level" },
        { index: "2", kind: "invalid", code: "request.invalid" },
      ],
    });
  });

  it("sent again under the same key books nothing twice", async () => {
    const movements = async () => {
      const rows = await hub.db.sql`select from stock_movements where tenant_id = ${actor.tenantId}`;
      return rows.length;
    };
    const messages = [
      ...counts(40, { reference: "again" }),
      { sku: "S1", location: "main", onHand: "77", clientId: "own" },
    ];
    const first = await send(messages, { "idempotency-key": "sheet-1" });
    const after = await movements();
    expect(await send(messages, { "idempotency-key": "sheet-1" })).toEqual(first);
    expect(await movements()).toBe(after);
  });

  it("without a credential is rejected before any message is sent", async () => {
    const { answer } = client.clientStream("InventoryService/CountStock");
    expect(await refusalOf(answer)).toMatchObject({ code: status.UNAUTHENTICATED });
  });

  it("rejects a client id that no idempotency key may be, and a message that is too large", async () => {
    const [one, two] = counts(2);
    expect(await send([{ ...one }, { ...two, clientId: "a\u0000b" }])).toMatchObject({
      counted: "1",
      refused: [{ index: "1", kind: "invalid" }],
    });
    const large = new GrpcClient(server.port);
    const { call, answer } = large.clientStream("InventoryService/CountStock", asking());
    call.write({ ...one, reference: "x".repeat(70_000) });
    call.end();
    expect([status.INVALID_ARGUMENT, status.RESOURCE_EXHAUSTED]).toContain((await refusalOf(answer)).code);
    large.close();
  });

  it("has a limited number of open streams per caller, lists among them", async () => {
    const own = newId();
    actors.set(own, { ...actor, type: "api_key", id: own });
    const metadata = { authorization: `Bearer ${own}` };
    const open = Array.from({ length: 20 }, () => client.clientStream("InventoryService/CountStock", { metadata }));
    const list = () =>
      new Promise<number>((resolve) => {
        const stream = client.serverStream("OrderService/ListOrders", {}, { metadata });
        stream.on("data", () => {}).once("error", () => {});
        stream.once("status", ({ code }: { code: number }) => resolve(code));
      });
    await expect.poll(list).toBe(status.RESOURCE_EXHAUSTED);
    for (const { call, answer } of open) {
      call.end();
      await answer;
    }
    expect(await list()).toBe(status.OK);
  });

  it("without the scope is rejected as a whole", async () => {
    const weak = newId();
    actors.set(weak, { ...actor, type: "api_key", id: weak, scopes: new Set(["orders:read"]) });
    const { call, answer } = client.clientStream("InventoryService/CountStock", {
      metadata: { authorization: `Bearer ${weak}` },
    });
    for (const message of counts(3)) call.write(message);
    call.end();
    expect(await refusalOf(answer)).toMatchObject({ code: status.PERMISSION_DENIED });
  });
});

async function commits(): Promise<number> {
  const [row] = await hub.db.listener<{ xacts: number }[]>`
    select count(distinct xmin::text)::int as xacts from stock_movements where tenant_id = ${actor.tenantId}`;
  return row?.xacts ?? 0;
}

describe("hostile input", () => {
  it.each([
    ["bytes that are no protobuf", Buffer.from("ffffffffffffffffffff", "hex")],
    ["a length beyond the end", Buffer.from([10, 200, 1, 65])],
    ["text that is no UTF-8", Buffer.from([10, 2, 0xc3, 0x28])],
    ["a message that ends within a field", Buffer.from([10])],
    ["a group that never ends", Buffer.alloc(60_000, 0x0b)],
  ])("%s is INVALID_ARGUMENT", async (_, bytes) => {
    const error = await refusalOf(client.raw(PLACE, bytes, asking()));
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(error.details).not.toMatch(/\bat \/|RangeError|node_modules/);
  });

  it("unknown fields are ignored, as protobuf specifies", async () => {
    const known = Buffer.concat([
      Buffer.from([10, 3]),
      Buffer.from("web"),
      Buffer.from([50, 6, 10, 2]),
      Buffer.from("S1"),
      Buffer.from([16, 1]),
    ]);
    const unknown = Buffer.from([0xf8, 0x3f, 7, 0xc2, 0x3e, 2, 1, 2]);
    expect((await client.raw(PLACE, Buffer.concat([known, unknown]), asking())).length).toBeGreaterThan(50);
  });

  it("a message that is too large is RESOURCE_EXHAUSTED", async () => {
    const error = await refusalOf(client.raw(PLACE, Buffer.alloc(70_000), asking()));
    expect(error).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  });

  it("a method or service that there is not is UNIMPLEMENTED", async () => {
    for (const path of ["/crossdock.v1.OrderService/Burn", "/nobody.Nothing/Is", "/__proto__/constructor"])
      expect(await refusalOf(client.raw(path, Buffer.alloc(0), asking()))).toMatchObject({
        code: status.UNIMPLEMENTED,
      });
  });

  it("an idempotency key or a credential that is nonsense is refused by its status", async () => {
    const long = await refusalOf(client.raw(PLACE, Buffer.alloc(0), asking({ "idempotency-key": "x".repeat(300) })));
    expect(long).toMatchObject({ code: status.INVALID_ARGUMENT });
    const none = await refusalOf(client.raw(PLACE, Buffer.alloc(0)));
    expect(none).toMatchObject({ code: status.UNAUTHENTICATED });
  });

  it("floods of metadata, of streams that are reset and of frames end their connection and nothing else", async () => {
    const flood = connectHttp2(`http://127.0.0.1:${server.port}`).on("error", () => {});
    const headers = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`x-${n}`, "y".repeat(100)]));
    const answer = flood.request({ ":method": "POST", ":path": PLACE, ...headers }).on("error", () => {});
    await new Promise((resolve) => answer.once("close", resolve));
    for (let n = 0; n < 2000 && !flood.destroyed; n += 1)
      flood
        .request({ ":method": "POST", ":path": PLACE })
        .on("error", () => {})
        .close(constants.NGHTTP2_CANCEL);
    flood.destroy();
    const { json } = await client.call("InventoryService/GetStock", { sku: "S1" }, asking());
    expect(json).toMatchObject({ data: [{ sku: "S1" }] });
  });
});

it("a refusal tells code, place and figures in google.rpc details, and no more", async () => {
  const order = { channel: "web", lines: [{ sku: "S3", quantity: "1000", unitPrice: "1" }] };
  const error = await refusalOf(client.call("OrderService/PlaceOrder", order, asking({ "x-request-id": "mine-1" })));
  expect(error).toMatchObject({ code: status.FAILED_PRECONDITION });
  expect(error.metadata.get("x-request-id")).toEqual(["mine-1"]);
  const [details] = error.metadata.get("grpc-status-details-bin");
  const text = Buffer.from(details ?? "").toString();
  for (const said of [
    "google.rpc.ErrorInfo",
    "inventory.insufficient_stock",
    "crossdock",
    "google.rpc.PreconditionFailure",
    "lines[0]",
    "lines[0].requested",
    "mine-1",
  ])
    expect(text).toContain(said);
});
