import { createClient as createSseClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { graphqlClient, type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";

const hub = testHub();
let actor: Actor;
let server: GraphqlServer;
let token: string;
let ask: ReturnType<typeof graphqlClient>;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  await hub.feed.start();
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  server = await startGraphql(hub);
  token = server.grant(actor);
  ask = graphqlClient(server, token);
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
afterAll(async () => {
  await server.close();
});

interface Result {
  readonly data?: { readonly [field: string]: Row } | null | undefined;
  readonly errors?: unknown;
}
// oxlint-disable-next-line typescript/no-explicit-any -- for assertions
type Row = any;
type Subscribe = (query: string, variables?: Record<string, unknown>) => AsyncIterableIterator<Result>;

function overSocket(credential = token): Subscribe {
  const client = createSocketClient({
    url: server.socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${credential}` },
    retryAttempts: 0,
  });
  closing.push(() => client.dispose());
  return (query, variables) => client.iterate<Record<string, Row>>({ query, variables });
}

function overSse(credential = token): Subscribe {
  const client = createSseClient({
    url: server.url,
    headers: { authorization: `Bearer ${credential}` },
    retryAttempts: 0,
  });
  closing.push(() => client.dispose());
  return (query, variables) => client.iterate<Record<string, Row>>({ query, ...(variables && { variables }) });
}

async function placed(by = ask): Promise<string> {
  const { data } = await by(
    `mutation { placeOrder(input: { channel: "web", lines: [{ sku: "A", quantity: 1 }] }) { ... on Order { id } } }`,
  );
  return data.placeOrder.id;
}

/** From unpaid to paid, to shipped, to delivered: each step changes a status. */
async function steps(orderId: string) {
  const run = (query: string, input: object) => ask(query, { input: { orderId, ...input } });
  await run(`mutation ($input: CreatePaymentInput!) { createPayment(input: $input) { __typename } }`, {
    method: "manual",
  });
  await run(`mutation ($input: CreateShipmentInput!) { createShipment(input: $input) { __typename } }`, {});
  await hub.relay();
}

async function take(iterator: AsyncIterableIterator<Result>, count: number): Promise<Result[]> {
  const results: Result[] = [];
  while (results.length < count) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    results.push(value);
  }
  return results;
}

/** Until the feed has this many readers. */
const until = (readers: number) => expect.poll(() => hub.feed.readers).toBe(readers);

const CHANGES = `subscription ($orderId: ID!, $after: String) {
  orderStatusChanged(orderId: $orderId, after: $after) {
    position sequence type orderId status paymentStatus fulfillmentStatus order { number payments { state } }
  }
}`;

describe.each([
  ["graphql-ws", overSocket],
  ["graphql-sse", overSse],
])("over %s", (_, connect) => {
  it("the status of an order is told as it changes, with the order as it is then", async () => {
    const orderId = await placed();
    const other = await placed();
    await hub.relay();
    const changes = connect()(CHANGES, { orderId });
    const first = changes.next();
    await until(1);
    await steps(other);
    await steps(orderId);
    const { value } = await first;
    const results = [value, ...(await take(changes, 1))];
    expect(results.map(({ data }) => data?.orderStatusChanged)).toMatchObject([
      { type: "order.status_changed", orderId, paymentStatus: "paid", order: { payments: [{ state: "captured" }] } },
      { type: "order.status_changed", orderId, fulfillmentStatus: "fulfilled" },
    ]);
    await changes.return?.();
    await until(0);
  });

  it("goes on behind the position that was seen last, without a gap or a repetition", async () => {
    const orderId = await placed();
    await steps(orderId);
    const ALL = `subscription ($orderId: ID, $after: String) { orderChanged(orderId: $orderId, after: $after) { position sequence } }`;
    const whole = connect()(ALL, { orderId, after: "0" });
    const seen = (await take(whole, 4)).map(({ data }) => data?.orderChanged);
    expect(seen.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    await whole.return?.();
    await until(0);
    const again = connect()(ALL, { orderId, after: seen[1].position });
    const rest = (await take(again, 2)).map(({ data }) => data?.orderChanged);
    expect(rest).toEqual(seen.slice(2, 4));
    await again.return?.();
    await until(0);
  });

  it("every event of the feed is told, from a position on", async () => {
    const orderId = await placed();
    await hub.relay();
    const events = connect()(
      `subscription ($id: ID) { eventsAfter(position: "0", subjectId: $id, types: ["order.*"]) { id position type subjectId data } }`,
      { id: orderId },
    );
    const [result] = await take(events, 1);
    expect(result?.data?.["eventsAfter"]).toMatchObject({
      type: "order.placed",
      subjectId: orderId,
      data: { status: expect.any(String) },
    });
    await events.return?.();
    await until(0);
  });

  it("nothing of another tenant's orders is told: the first that a reader hears of is its own", async () => {
    const own = await createTestTenant(hub);
    await addArticles(hub, own, [{ sku: "A" }]);
    const credential = server.grant(own);
    const stranger = connect(credential)(`subscription { orderChanged(after: "0") { orderId } }`);
    const first = stranger.next();
    await until(1);
    await steps(await placed());
    const mine = await placed(graphqlClient(server, credential));
    await hub.relay();
    expect((await first).value).toMatchObject({ data: { orderChanged: { orderId: mine } } });
    await stranger.return?.();
    await until(0);
  });

  it("a place that is no place, and a lack of the scope, are told as errors", async () => {
    const asked = connect()(CHANGES, { orderId: await placed(), after: "nowhere" });
    expect(await take(asked, 1)).toMatchObject([{ errors: [{ extensions: { kind: "invalid" } }] }]);
    const reader = connect(server.grant({ ...actor, scopes: new Set(["products:read"]) }));
    expect(await take(reader(CHANGES, { orderId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11" }), 1)).toMatchObject([
      { errors: [{ extensions: { code: "auth.forbidden" } }] },
    ]);
  });

  it("a stream ends with the reason once its key is revoked", async () => {
    const credential = server.grant({ ...actor, id: `k-${Math.random()}` });
    const changes = connect(credential)(`subscription { orderChanged { position } }`);
    const results = take(changes, 2);
    await until(1);
    server.revoke(credential);
    expect(await results).toMatchObject([{ errors: [{ extensions: { code: "auth.required" } }] }]);
    await until(0);
  });

  it("a stream ends once its caller may read less, and a new one refuses the field", async () => {
    const own = { ...actor, id: newId() };
    const credential = server.grant(own);
    const follow = () => connect(credential)(`subscription { orderChanged { order { customer { profile { id } } } } }`);
    const next = async (changes: ReturnType<typeof follow>) => {
      const result = changes.next();
      await until(1);
      await ask(
        `mutation { placeOrder(input: { channel: "web", customer: { email: "a@example.com", name: "Ada" },
          lines: [{ sku: "A", quantity: 1 }] }) { __typename } }`,
      );
      await hub.relay();
      return Object((await result).value);
    };
    const before = follow();
    expect((await next(before)).errors).toBeUndefined();
    server.change(credential, { ...own, scopes: new Set(["orders:read"]) });
    const codeOf = async () => Object((await before.next()).value).errors?.[0]?.extensions.code;
    await expect.poll(codeOf, { interval: 1 }).toBe("auth.rights_changed"); // after what was on its way
    await until(0);
    expect((await next(follow())).errors?.[0]?.extensions.code).toBe("auth.forbidden");
  });

  it("queries and mutations are answered too", async () => {
    const [result] = await take(connect()("{ me { id } }"), 1);
    expect(result?.data).toEqual({ me: { id: actor.id } });
  });
});

describe("a socket", () => {
  const closed = (headers: Record<string, string>, params?: object): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(server.socketUrl, "graphql-transport-ws", { headers });
      closing.push(() => socket.terminate());
      socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init", payload: params })));
      socket.on("message", () => resolve(0));
      socket.on("close", resolve);
    });

  it("is closed when unauthenticated, and for a session cookie sent by another site's page", async () => {
    expect(await closed({}, { authorization: "Bearer wrong" })).toBe(4401);
    expect(await closed({})).toBe(4401);
    expect(await closed({ cookie: token, origin: "https://evil.example.com" })).toBe(4403);
    expect(await closed({ cookie: token, origin: "https://hub.example.com" })).toBe(0);
    expect(await closed({ authorization: `Bearer ${token}` })).toBe(0);
  });

  it.each([
    ["no JSON", "x"],
    ["a name twice", `{"type":"ping","type":"pong"}`],
    ["a number that would be rounded", `{"type":"ping","payload":{"n":9007199254740993}}`],
  ])("is closed for %s", async (_, text) => {
    const code = await new Promise((resolve) => {
      const socket = new WebSocket(server.socketUrl, "graphql-transport-ws");
      socket.on("open", () => socket.send(text));
      socket.on("close", resolve);
    });
    expect(code).toBe(4400);
  });

  it("reports an operation rejected before execution, and stays open", async () => {
    const socket = overSocket();
    await expect(take(socket("{ __proto__: me { id } }"), 1)).rejects.toMatchObject([
      { extensions: { code: "graphql.invalid" } },
    ]);
    expect(await take(socket("{ me { id } }"), 1)).toMatchObject([{ data: { me: { id: actor.id } } }]);
  });

  it("is refused above the limit per caller, with a code to come back later, until another is closed", async () => {
    const credential = server.grant({ ...actor, type: "api_key", id: newId() });
    const open = () => {
      const headers = { authorization: `Bearer ${credential}` };
      const socket = new WebSocket(server.socketUrl, "graphql-transport-ws", { headers });
      closing.push(() => socket.terminate());
      const code = new Promise<number>((resolve) => {
        socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init" })));
        socket.on("message", () => resolve(0));
        socket.on("close", resolve);
      });
      return { socket, code };
    };
    const opened = Array.from({ length: 20 }, open);
    expect(new Set(await Promise.all(opened.map(({ code }) => code)))).toEqual(new Set([0]));
    expect(await open().code).toBe(1013);
    opened[0]?.socket.terminate();
    await expect.poll(() => open().code).toBe(0);
  });

  it("is for this path only", async () => {
    const status = await new Promise((resolve) => {
      const socket = new WebSocket(`${server.socketUrl}/other`, "graphql-transport-ws");
      socket.on("unexpected-response", (_, { statusCode }) => resolve(statusCode));
    });
    expect(status).toBe(404);
  });
});
