import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { graphqlClient, type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";

const hub = testHub();
let actor: Actor;
let server: GraphqlServer;
let token: string;
let ask: ReturnType<typeof graphqlClient>;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  server = await startGraphql(hub);
  token = server.grant(actor);
  ask = graphqlClient(server, token);
});
afterAll(async () => {
  await server.close();
});

const PLACE = `mutation ($input: PlaceOrderInput!, $key: String) {
  placeOrder(input: $input, idempotencyKey: $key) { ... on Order { id number } ... on Error { code } }
}`;
const input = {
  channel: "web",
  customer: { email: "a@example.com", name: "A. Person" },
  lines: [{ sku: "A", quantity: 2, unitPrice: 250 }],
  tags: ["gift"],
};

async function overRest(key: string, body: object = input) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key };
  const answer = await fetch(`${server.origin}/api/v2/orders`, { method: "POST", headers, body: JSON.stringify(body) });
  return { replayed: answer.headers.get("idempotent-replayed"), body: await answer.json() };
}

describe("an idempotency key", () => {
  it("of a call over REST is recognised on a retry over GraphQL: one order, marked as replayed", async () => {
    const first = await overRest("rest-first");
    const again = await ask(PLACE, { input, key: "rest-first" });
    expect(again.data.placeOrder).toEqual({ id: first.body.id, number: first.body.number });
    expect([again.extensions.replayed, again.headers.get("idempotent-replayed")]).toEqual([["placeOrder"], "true"]);
  });

  it("of a call over GraphQL is that of a retry over REST", async () => {
    const first = await ask(PLACE, { input, key: "graphql-first" });
    const again = await overRest("graphql-first");
    expect(again).toMatchObject({ replayed: "true", body: { id: first.data.placeOrder.id } });
  });

  it("means the same with null for what is left out", async () => {
    const first = await ask(PLACE, { input, key: "nulls" });
    const nulls = { ...input, externalId: null, shippingAddress: null, payment: null };
    expect((await ask(PLACE, { input: nulls, key: "nulls" })).data).toEqual(first.data);
  });

  it("with other content is refused", async () => {
    await ask(PLACE, { input, key: "other" });
    const { data, errors } = await ask(PLACE, { input: { ...input, tags: [] }, key: "other" });
    expect({ data, errors }).toMatchObject({
      data: { placeOrder: null },
      errors: [{ extensions: { kind: "key_reused" } }],
    });
  });

  it("of twenty parallel calls over both makes one order", async () => {
    const calls = Array.from({ length: 20 }, async (_, n) =>
      n % 2 === 0
        ? (await overRest("parallel")).body.id
        : (await ask(PLACE, { input, key: "parallel" })).data.placeOrder?.id,
    );
    const ids = new Set((await Promise.all(calls)).filter((id) => id !== undefined));
    expect(ids.size).toBe(1);
  });

  it("may be in the header of the only mutation of a document, and of no other", async () => {
    const header = { "idempotency-key": `"in-the-header"` };
    const first = await ask(PLACE, { input }, header);
    expect((await ask(PLACE, { input, key: "in-the-header" })).data).toEqual(first.data);
    const two = `mutation ($input: PlaceOrderInput!) {
      a: placeOrder(input: $input) { __typename } b: placeOrder(input: $input) { __typename }
    }`;
    const { status, errors } = await ask(two, { input }, header);
    expect({ status, errors }).toMatchObject({ status: 400, errors: [{ extensions: { code: "request.invalid" } }] });
  });
});
