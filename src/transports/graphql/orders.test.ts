import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { graphqlClient, type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";

const hub = testHub();
let actor: Actor;
let server: GraphqlServer;
let ask: ReturnType<typeof graphqlClient>;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  server = await startGraphql(hub);
  ask = graphqlClient(server, server.grant(actor));
});
afterAll(async () => {
  await server.close();
});

const PLACE = `mutation ($input: PlaceOrderInput!, $key: String) {
  placeOrder(input: $input, idempotencyKey: $key) {
    __typename
    ... on Order { id number status totals { total } lines { sku quantity unitPrice } }
    ... on Error { code message }
    ... on InsufficientStock { lines { pointer sku requested available } }
    ... on DuplicateOrder { orderId order { number } }
    ... on OrderUnknownChannel { errors { pointer detail } }
  }
}`;
const order = (over: object = {}) => ({ channel: "web", lines: [{ sku: "A", quantity: 2 }], ...over });

describe("two mutations of one document", () => {
  it("each read what they have left behind", async () => {
    const { data } = await ask(PLACE, { input: order() });
    const note = (text: string) =>
      `addOrderNote(input: { id: "${data.placeOrder.id}", text: "${text}" }) { ... on Order { timeline { type } } }`;
    const both = await ask(`mutation { a: ${note("first")} b: ${note("second")} }`);
    expect(both.errors).toEqual([]);
    expect(both.data.b.timeline).toHaveLength(both.data.a.timeline.length + 1);
  });
});

describe("placing an order", () => {
  it("answers the order", async () => {
    const { status, data, errors } = await ask(PLACE, { input: order() });
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
    expect(data.placeOrder).toMatchObject({ __typename: "Order", lines: [{ sku: "A", quantity: 2 }] });
  });

  it("answers a lack of stock with the lines that are short", async () => {
    const { data } = await ask(PLACE, { input: order({ lines: [{ sku: "A", quantity: 5000 }] }) });
    expect(data.placeOrder).toMatchObject({
      __typename: "InsufficientStock",
      code: "inventory.insufficient_stock",
      lines: [{ pointer: "/lines/0", sku: "A", requested: 5000 }],
    });
  });

  it("answers the same order from the same channel with other content as a duplicate, with the order", async () => {
    const first = await ask(PLACE, { input: order({ externalId: "D-1" }) });
    const again = await ask(PLACE, { input: order({ externalId: "D-1" }) });
    expect(again.data.placeOrder.id).toBe(first.data.placeOrder.id);
    const other = await ask(PLACE, { input: order({ externalId: "D-1", lines: [{ sku: "A", quantity: 1 }] }) });
    const { id, number } = first.data.placeOrder;
    expect(other.data.placeOrder).toMatchObject({ __typename: "DuplicateOrder", orderId: id, order: { number } });
  });

  it("reports input errors with JSON Pointers", async () => {
    const { data, errors } = await ask(PLACE, { input: order({ lines: [] }) });
    expect(data).toEqual({ placeOrder: null });
    expect(errors).toMatchObject([
      {
        path: ["placeOrder"],
        extensions: { code: "request.invalid", kind: "invalid", errors: [{ pointer: "/lines" }] },
      },
    ]);
  });
});
