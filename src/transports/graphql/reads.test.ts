import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { type CountedDatabase, countStatements } from "#testing/fixtures/counted-database.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { type GraphqlAnswer, graphqlClient, type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";

let database: TestDatabase;
let counted: CountedDatabase;
let hub: TestHub;
let actor: Actor;
let server: GraphqlServer;
let ask: ReturnType<typeof graphqlClient>;

const ORDERS = 50;
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on Order { id } } }`;
const SHIP = `mutation ($input: CreateShipmentInput!) { createShipment(input: $input) { __typename } }`;

beforeAll(async () => {
  database = await createTestDatabase();
  counted = await countStatements(database.url);
  hub = createTestHub(counted.url);
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [
    { sku: "A", onHand: 1000 },
    { sku: "B", onHand: 1000 },
  ]);
  server = await startGraphql(hub);
  ask = graphqlClient(server, server.grant(actor));
  for (let n = 0; n < ORDERS; n += 1) {
    const customer = { email: `c${n}@example.com`, name: `Customer ${n}` };
    const lines = [
      { sku: "A", quantity: 1 },
      { sku: "B", quantity: 2 },
    ];
    const input = { channel: "web", customer, lines, payment: { method: "manual", capture: true } };
    const { data } = await ask(PLACE, { input });
    if (n % 2 === 0) await ask(SHIP, { input: { orderId: data.placeOrder.id } });
  }
});
afterAll(async () => {
  await server.close();
  await hub.close();
  await counted.close();
  await database.drop();
});

const LIST = `query ($first: Int) {
  orders(first: $first) {
    nodes {
      id number status taxMode notes totals { total due }
      lines { sku quantity variant { sku available product { title } } }
      payments { amount state }
      shipments { status lines { quantity } }
      customer { name profile { email addresses { city } } }
      holds { reason }
      timeline { type actor { name } }
    }
  }
}`;

describe("a list of orders with all their parts", () => {
  it("takes the same statements for one order as for fifty", async () => {
    await ask(LIST, { first: 2 });
    counted.taken();
    const few = await ask(LIST, { first: 2 });
    const forFew = counted.taken();
    const many = await ask(LIST, { first: ORDERS });
    expect([few.errors, many.errors]).toEqual([[], []]);
    expect([few.data.orders.nodes.length, many.data.orders.nodes.length]).toEqual([2, ORDERS]);
    expect([forFew, counted.taken()]).toEqual([8, 8]); // the list, and seven lookups
    expect(many.data.orders.nodes[0]).toMatchObject({
      lines: [{ variant: { product: { title: "Article A" } } }, { sku: "B" }],
      payments: [{ state: "captured" }],
      customer: { profile: { email: expect.any(String) } },
    });
  });
});

describe("a connection", () => {
  const PAGE = `query ($first: Int, $after: String) {
    orders(first: $first, after: $after, sort: placedAt) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
  }`;

  it("goes on from the end of a page, and from the cursor of any entry", async () => {
    const all = (await ask(PAGE, { first: ORDERS })).data.orders;
    const ids = all.edges.map(({ node }: { node: { id: string } }) => node.id);
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data }: GraphqlAnswer = await ask(PAGE, { first: 7, after });
      seen.push(...data.orders.edges.map(({ node }: { node: { id: string } }) => node.id));
      ({ endCursor: after, hasNextPage: more } = data.orders.pageInfo);
    }
    expect(seen).toEqual(ids);
    for (const at of [0, 3, 6, 48]) {
      const page = (await ask(PAGE, { first: 7 })).data.orders;
      const { cursor } = at < 7 ? page.edges[at] : all.edges[at];
      const next = (await ask(PAGE, { first: 3, after: cursor })).data.orders;
      expect(next.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(ids.slice(at + 1, at + 4));
    }
  });

  it.each([["0"], ["W10"], ["eyJhIjoxfQ"], ["WyJ4IixudWxsXQ"], ["WzEsMl0"]])(
    "refuses the cursor %s, which nobody made",
    async (after) => {
      const { errors } = await ask(PAGE, { first: 3, after });
      expect(errors).toMatchObject([{ extensions: { kind: "invalid" } }]);
    },
  );

  it.each([0, -1, 101])("refuses first: %d", async (first) => {
    expect((await ask(PAGE, { first })).errors).toMatchObject([{ extensions: { errors: [{ pointer: "/first" }] } }]);
  });
});

describe("what belongs to another tenant", () => {
  it("is null by id and by node id, without an error", async () => {
    const all = await ask(
      `{ orders(first: 1) { nodes { id nodeId customer { id profile { nodeId } } payments { id nodeId } } } }`,
    );
    const [order] = all.data.orders.nodes;
    const stranger = graphqlClient(server, server.grant(await createTestTenant(hub)));
    const ASK = `query ($order: ID!, $customer: ID!, $payment: ID!, $ids: [ID!]!) {
      order(id: $order) { id } customer(id: $customer) { id } payment(id: $payment) { id } nodes(ids: $ids) { nodeId }
    }`;
    const ids = [order.nodeId, order.customer.profile.nodeId, order.payments[0].nodeId];
    const variables = { order: order.id, customer: order.customer.id, payment: order.payments[0].id, ids };
    expect((await ask(ASK, variables)).data).toMatchObject({
      order: { id: order.id },
      nodes: ids.map((nodeId) => ({ nodeId })),
    });
    const { data, errors } = await stranger(ASK, variables);
    expect({ data, errors }).toEqual({
      data: { order: null, customer: null, payment: null, nodes: [null, null, null] },
      errors: [],
    });
  });

  it("cannot be changed either", async () => {
    const [order] = (await ask(`{ orders(first: 1) { nodes { id } } }`)).data.orders.nodes;
    const stranger = graphqlClient(server, server.grant(await createTestTenant(hub)));
    const CANCEL = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ... on Error { code } } }`;
    const { data } = await stranger(CANCEL, { input: { id: order.id, reason: "mine now" } });
    expect(data.cancelOrder).toEqual({ __typename: "ResourceNotFound", code: "resource.not_found" });
  });
});

describe("a key without the scope of a part", () => {
  it("is refused that part, and given the rest", async () => {
    const reader = graphqlClient(server, server.grant({ ...actor, scopes: new Set(["orders:read"]) }));
    const { data, errors } = await reader(
      `{ orders(first: 1) { nodes { number customer { name profile { email } } } } users { nodes { id } } }`,
    );
    expect(data).toMatchObject({ users: null, orders: { nodes: [{ customer: { profile: null } }] } });
    expect(errors.map(({ path, extensions }) => [path, extensions.code, extensions.kind])).toEqual(
      expect.arrayContaining([
        [["users"], "auth.forbidden", "forbidden"],
        [["orders", "nodes", 0, "customer", "profile"], "auth.forbidden", "forbidden"],
      ]),
    );
  });
});
