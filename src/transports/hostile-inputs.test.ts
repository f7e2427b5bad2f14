import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { operations } from "#core/catalogue.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import { parseInput } from "#core/runtime/admit.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type RestServer, startRest } from "#testing/fixtures/rest.ts";
import { fullInputs, type Leaf, textsIn, withText } from "#testing/proofs/fuzz/full-inputs.ts";
import { createGateway } from "#transports/gateway/gateway.ts";
import { Engine } from "./graphql/engine.ts";
import { createHttp } from "./graphql/http.ts";
import { mutations } from "./graphql/schema/mutations.ts";
import type { Route } from "./rest/route.ts";
import { routes } from "./rest/routes.ts";
import { routes as v1Routes } from "./rest/v1/routes.ts";
import { enterTrpc, handleTrpc } from "./trpc/handler.ts";
import { appRouter } from "./trpc/router.ts";

/** Strings that PostgreSQL cannot store. */
const TEXTS = ["a\0b", "\0", "a\ud83d"];
/** Timestamps that PostgreSQL cannot parse, or clients parse differently. */
const INSTANTS = [
  "0000-01-01T00:00:00Z",
  "0099-12-31T23:59:59Z",
  "1000-01-01T00:00:00+00:01",
  "9999-12-31T23:59:59-00:01",
  "2026-01-01T00:00:00+16:00",
  "2026-01-01T00:00:00-23:59",
  "+010000-01-01T00:00:00Z",
  "2026-02-30T00:00:00Z",
  "2016-12-31T23:59:60Z",
];
const INSTANT = /^\d{4}-\d\d-\d\dT/;

interface Attack extends Leaf {
  readonly operation: AnyOperation;
  readonly input: unknown;
  readonly pointer: string;
}

/** Replaces each string of an operation's input in turn and leaves the rest valid. */
const attacks: Attack[] = operations
  .filter(({ scope }) => scope !== "system" && scope !== "link")
  .flatMap((operation) =>
    fullInputs(operation.input).flatMap((full) =>
      textsIn(full).flatMap(({ path, text }) =>
        [...TEXTS, ...(INSTANT.test(text) ? INSTANTS : [])].map((hostile) => ({
          operation,
          path,
          text: hostile,
          pointer: `/${path.join("/")}`,
          input: withText(full, path, hostile),
        })),
      ),
    ),
  );
const toldOf = ({ operation, pointer, text }: Attack) => `${operation.name} ${pointer} ${JSON.stringify(text)}`;

const hub = testHub();
let actor: Actor;
let server: RestServer;
let token: string;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  server = await startRest(hub);
  token = server.grant(actor);
});
afterAll(async () => {
  await server.close();
});

/** As browsers and clients send JSON: unpaired surrogates as escapes. */
const sentOverTrpc = (name: string, input: unknown) => {
  const path = `${server.url}/api/trpc/${name}`;
  const isQuery = !(name in mutating);
  const json = JSON.stringify(input);
  const request = isQuery
    ? new Request(`${path}?input=${encodeURIComponent(json)}`)
    : new Request(path, { method: "POST", headers: { "content-type": "application/json" }, body: json });
  return answered(request);
};
async function answered(request: Request): Promise<Response> {
  const gateway = createGateway({ hub, identify: () => Promise.resolve({ actor }) });
  request.headers.set("authorization", "Bearer key");
  return handleTrpc(request, await enterTrpc(gateway, request, { requestId: "r" }));
}
const engine = new Engine();
/** What kind of failure a mutation of GraphQL is answered with. */
async function kindOverGraphql(field: string, input: unknown): Promise<unknown> {
  const type = engine.schema.getMutationType()?.getFields()[field]?.args[0]?.type;
  const query = `mutation ($input: ${String(type)}) { ${field}(input: $input) { __typename } }`;
  const body = JSON.stringify({ query, variables: { input: withPriceLists(input) } });
  const headers = { authorization: "Bearer key", "content-type": "application/json" };
  const gateway = createGateway({ hub, identify: () => Promise.resolve({ actor }) });
  const graphql = createHttp({ engine, gateway, corsOrigins: [] });
  const answer = await graphql(new Request(`${server.url}/api/graphql`, { method: "POST", headers, body }));
  return JSON.stringify(await answer.json()).match(/"kind":"(\w+)"/)?.[1];
}

/** GraphQL has no maps: prices are a list. */
function withPriceLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPriceLists);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      name === "prices"
        ? Object.entries(Object(inner)).map(([currency, amount]) => ({ currency, amount }))
        : withPriceLists(inner),
    ]),
  );
}
const procedures = appRouter["_def"].procedures as unknown as Record<string, { _def: { type: string } }>;
const mutating = Object.fromEntries(Object.entries(procedures).filter(([, { _def }]) => _def.type === "mutation"));

/** The path itself, or the union that contains it. */
const names = (pointers: readonly (string | undefined)[], wanted: string) =>
  pointers.some((pointer) => pointer !== undefined && wanted.startsWith(pointer));

describe("a string or a timestamp that PostgreSQL cannot store", () => {
  it("is rejected in every field of every operation, with the field's name", () => {
    expect(attacks.length).toBeGreaterThan(1500);
    for (const attack of attacks) {
      let refusal: unknown;
      try {
        parseInput(attack.operation.input, attack.input);
      } catch (error) {
        refusal = error;
      }
      const pointers = isHubError(refusal) ? refusal.errors.map(({ pointer }) => pointer) : [];
      expect({ attack: toldOf(attack), named: names(pointers, attack.pointer) }).toMatchObject({ named: true });
    }
  });

  it("is a client error over tRPC", async () => {
    for (const attack of attacks) {
      const type = procedures[attack.operation.name]?.["_def"].type;
      if (type === undefined || type === "subscription") continue;
      const { status } = await sentOverTrpc(attack.operation.name, attack.input);
      expect({ attack: toldOf(attack), status }).toMatchObject({ status: 400 });
    }
  }, 240_000);

  it("are a fault of the caller over GraphQL", async () => {
    const told = new Map(Object.entries(mutations).map(([field, { operation }]) => [operation.name, field]));
    const asked = attacks.filter(({ operation }) => told.has(operation.name));
    expect(asked.length).toBeGreaterThan(300);
    for (const attack of asked) {
      const kind = await kindOverGraphql(told.get(attack.operation.name) ?? "", attack.input);
      expect({ attack: toldOf(attack), kind }).toMatchObject({ kind: "invalid" });
    }
  }, 240_000);

  it.each([
    ["v1", v1Routes],
    ["v2", routes],
  ])(
    "is a client error over REST %s",
    async (version, table) => {
      for (const route of table)
        for (const attack of attacks.filter(({ operation }) => operation.name === route.operation.name)) {
          const request = requestFor(route, attack);
          if (request === undefined) continue;
          const { path, ...init } = request;
          const answer = await fetch(`${server.url}/api/${version}${path}`, init);
          const told = { attack: `${route.method} ${path} ${toldOf(attack)}`, status: answer.status };
          await answer.text();
          expect(told).toMatchObject({
            status: expect.toSatisfy((status: number) => status === 400 || status === 404),
          });
        }
    },
    240_000,
  );
});

const shownInAddress = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(",") : typeof value === "string" ? value : JSON.stringify(value ?? "");

/** Undefined for values that a URL cannot contain, or this route does not accept. */
function requestFor(route: Route, { input, path: leaf, text }: Attack) {
  const fields = z.record(z.string(), z.unknown()).parse(input);
  const [field = ""] = leaf;
  const inBody = [...route.body.values()].some((each) => each.field === field);
  if (!inBody && !text.isWellFormed()) return undefined;
  const given = (taken: Route["query"]) =>
    [...taken].flatMap(([name, each]) => (each.field in fields ? [[name, fields[each.field]] as const] : []));
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(shownInAddress(fields[name] ?? "-")),
  );
  const query = given(route.query)
    .filter(([, value]) => shownInAddress(value).isWellFormed())
    .map(([name, value]) => `${name}=${encodeURIComponent(shownInAddress(value))}`);
  const body = route.method === "GET" || route.method === "DELETE" ? {} : bodyOf(Object.fromEntries(given(route.body)));
  return {
    path: query.length === 0 ? path : `${path}?${query.join("&")}`,
    method: route.method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": "*" },
    ...body,
  };
}

const bodyOf = (body: object) => ({ body: JSON.stringify(body) });

it("a number that would be rounded is rejected over tRPC, in a body and in a query", async () => {
  const lines = '"lines":[{"sku":"A","quantity":1.00000000000000000001}]';
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: `{"channel":"web",${lines}}` };
  const after = encodeURIComponent('{"limit":9007199254740993}');
  for (const [request, pointer] of [
    [new Request(`${server.url}/api/trpc/orders.place`, post), "/lines/0/quantity"],
    [new Request(`${server.url}/api/trpc/orders.list?input=${after}`), "/limit"],
  ] as const) {
    const answer = await answered(request);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { data: { errors: [{ pointer }] } } }]);
  }
});

it("bytes in a URL are decoded as UTF-8 or rejected", async () => {
  const get = async (path: string) =>
    (await fetch(`${server.url}/api/v2${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
  for (const list of ["orders", "customers", "products", "stock-levels", "users"])
    expect(await get(`/${list}?q=a%00b`)).toMatchObject({ status: 400, errors: [{ pointer: "/q" }] });
  for (const name of ["placedFrom", "placedTo"]) {
    expect(await get(`/orders?${name}=0000-01-01T00:00:00Z`)).toMatchObject({
      status: 400,
      errors: [{ pointer: `/${name}`, detail: expect.stringContaining("1000 to 9999") }],
    });
    expect(await get(`/orders?${name}=2026-01-01T00:00:00%2B16:00`)).toMatchObject({
      status: 400,
      errors: [{ pointer: `/${name}`, detail: expect.stringContaining("15:59") }],
    });
    expect(await get(`/orders?${name}=2026-01-01T00:00:00.1234567%2B15:59`)).toMatchObject({ data: [] });
  }
});
