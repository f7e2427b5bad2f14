import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { type CountedDatabase, countStatements } from "#testing/fixtures/counted-database.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { graphqlClient, type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { Documents } from "./documents/prepare.ts";
import { makeSchema } from "./schema/schema.ts";

let database: TestDatabase;
let counted: CountedDatabase;
let hub: TestHub;
let actor: Actor;
let server: GraphqlServer;
let ask: ReturnType<typeof graphqlClient>;
const observations: Observation[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  counted = await countStatements(database.url);
  hub = createTestHub(counted.url);
  actor = await createTestTenant(hub);
  Object.assign(hub, { observe: (observation: Observation) => observations.push(observation) });
  server = await startGraphql(hub);
  ask = graphqlClient(server, server.grant(actor));
  await ask("{ me { id } }");
});
afterAll(async () => {
  await server.close();
  await hub.close();
  await counted.close();
  await database.drop();
});
beforeEach(() => {
  observations.length = 0;
  counted.taken();
});

const many = (count: number, each: (index: number) => string, between = " "): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(between);

const chain = (length: number) =>
  `{ me { ...F0 } } ${many(length, (n) => `fragment F${n} on Me { ...F${n + 1} ...F${n + 1} }`)} fragment F${length} on Me { id }`;

const HOSTILE: readonly (readonly [what: string, query: string, code: string])[] = [
  [
    "50 levels",
    `{ order(id: 1) { ${"customer { profile { ".repeat(50)}id${" } }".repeat(50)} } }`,
    "graphql.too_many_depth",
  ],
  ["1,000 aliases", `{ ${many(1000, (n) => `a${n}: me { id }`)} }`, "graphql.too_many_tokens"],
  ["60 aliases", `{ me { ${many(60, (n) => `a${n}: id`)} } }`, "graphql.too_many_aliases"],
  [
    "fragments that lead back",
    "{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }",
    "graphql.invalid",
  ],
  ["a fragment that names itself", "{ me { ...A } } fragment A on Me { ...A }", "graphql.invalid"],
  ["fragments that double", chain(40), "graphql.too_many_fragments"],
  ["500 KB of fields", `{ ${"a ".repeat(250_000)} }`, "graphql.too_many_characters"],
  ["64 KB of fields", `{ ${"a ".repeat(30_000)} }`, "graphql.too_many_tokens"],
  ["1,000 fields of one name", `{ me { ${"id ".repeat(1000)} } }`, "graphql.too_many_repeats"],
  ["a flood of directives", `{ me { id ${"@include(if: true) ".repeat(400)} } }`, "graphql.too_many_directives"],
  ["many operations at once", `{ ${many(30, (n) => `f${n}: me { id }`)} }`, "graphql.too_many_roots"],
  [
    "as many in fragments",
    `{ ...A } fragment A on Query { ${many(30, (n) => `f${n}: me { id }`)} }`,
    "graphql.too_many_roots",
  ],
  [
    "a list within lists",
    `{ orders(status: ${"[".repeat(1900)}${"]".repeat(1900)}) { nodes { id } } }`,
    "graphql.too_many_nesting",
  ],
  ["900 variables", `query (${many(900, (n) => `$v${n}: Int`)}) { me { id } }`, "graphql.too_many_variables"],
  [
    "what costs too much",
    "{ orders(first: 100) { nodes { lines { variant { product { variants { id prices { amount } } } } } } } }",
    "graphql.too_many_cost",
  ],
  ["introspection", "{ __schema { types { name } } }", "graphql.introspection_off"],
  ["__proto__ as a field", "{ __proto__ { id } }", "graphql.invalid"],
  ["__proto__ as a name", "{ __proto__: me { id } }", "graphql.invalid"],
  ["__proto__ as a variable", "query ($__proto__: ID!) { order(id: $__proto__) { id } }", "graphql.invalid"],
  ["__proto__ as a fragment", "{ me { ...__proto__ } } fragment __proto__ on Me { id }", "graphql.invalid"],
  ["half a document", "{ me { id ", "graphql.syntax"],
];

describe("a hostile document", () => {
  it.each(HOSTILE)("of %s is refused before anything runs", async (_, query, code) => {
    const { data, errors } = await ask(query, { __proto__: null });
    expect(data).toBeUndefined();
    expect(errors[0]).toMatchObject({ extensions: { code } });
    expect(errors.length).toBeLessThanOrEqual(11);
    const observed = observations.map(({ operation, outcome }) => [operation, outcome]);
    expect({ observed, statements: counted.taken() }).toEqual({
      observed: [["graphql.request", "invalid"]],
      statements: 0,
    });
  });

  it("costs less than 20 ms of the processor each, once the code is warm", () => {
    const documents = new Documents(makeSchema());
    for (const [what, query] of HOSTILE) {
      let fastest = Infinity;
      for (let n = 0; n < 10; n += 1) {
        const before = process.cpuUsage();
        try {
          documents.read(query + " ".repeat(n)); // nothing that was kept answers it
        } catch {
          // as it should be
        }
        const { user, system } = process.cpuUsage(before);
        fastest = Math.min(fastest, (user + system) / 1000);
      }
      expect({ what, isFast: fastest < 20, fastest }).toMatchObject({ isFast: true });
    }
  });

  it("of more than a megabyte is refused by its length", async () => {
    const { status, errors } = await ask(`{ ${"a ".repeat(600_000)} }`);
    expect([status, errors]).toMatchObject([413, [{ extensions: { code: "request.too_large" } }]]);
  });

  it("reports at most ten validation errors", async () => {
    const { errors } = await ask(`{ me { ${many(100, (n) => `f${n}`)} } }`);
    expect(errors).toHaveLength(11); // and that there are more
  });
});

describe("variables", () => {
  it("named like prototype properties change no prototype", async () => {
    const body = `{"query":"query($input: UpdateOrderInput!){ updateOrder(input: $input){ __typename } }",
      "variables":{"input":{"id":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"__proto__":{"polluted":1}}}`;
    const headers = { authorization: `Bearer ${server.grant(actor)}`, "content-type": "application/json" };
    const answer = await fetch(server.url, { method: "POST", headers, body });
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "graphql.invalid" } }] });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    ["1.5", 1.5],
    ["a text", "5"],
    ["2^53", 9_007_199_254_740_992],
  ])("refuse %s as an amount", async (_, unitPrice) => {
    const PLACE = `mutation ($price: MinorUnits) {
      placeOrder(input: { channel: "web", lines: [{ sku: "A", quantity: 1, unitPrice: $price }] }) { __typename }
    }`;
    const { data, errors } = await ask(PLACE, { price: unitPrice });
    expect({ data, errors }).toMatchObject({ errors: [{ extensions: { kind: "invalid" } }] });
  });
});

describe("an error", () => {
  it("inside the server is reported without details", async () => {
    hub.race = () => Promise.reject(new Error("secret of the server"));
    const { data, errors } = await ask(
      `mutation { placeOrder(input: { channel: "web", lines: [{ sku: "A", quantity: 1 }] }) { __typename } }`,
    );
    hub.race = undefined;
    expect(data).toEqual({ placeOrder: null });
    expect(errors).toMatchObject([
      { extensions: { code: "internal", kind: "internal", requestId: expect.any(String) } },
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/secret|stack|at .*\.ts/);
  });
});
