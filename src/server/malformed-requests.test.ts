import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestTenant, type TestHub, testHub } from "#testing/fixtures/hub.ts";
import { httpApp } from "#transports/http.ts";

const HUB = "https://hub.example.com";
const hub = testHub();
const actors = new Map<string, Actor>();
let observations: Observation[];
let app: ReturnType<typeof httpApp>;
let token: string;
let files: TestFiles;

beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.close());

beforeEach(async () => {
  observations = [];
  const observed: TestHub = Object.create(hub, {
    observe: { value: (observation: Observation) => observations.push(observation) },
  });
  token = newId();
  actors.set(token, { ...(await createTestTenant(hub)), type: "api_key", id: token });
  const served = { ...hub, gateway: createTestGateway(observed, actors), files: files.files };
  app = httpApp({ hub: served, publicUrl: HUB, corsOrigins: [] });
});

const ROUTES = [
  { name: "REST v2", transport: "rest", operation: "orders.place", path: "/api/v2/orders", body: "{" },
  { name: "REST v1", transport: "rest", operation: "orders.place", path: "/api/v1/orders", body: "{" },
  { name: "tRPC", transport: "trpc", operation: "trpc.request", path: "/api/trpc/orders.place", body: "{" },
  { name: "SOAP", transport: "soap", operation: "soap.request", path: "/api/soap", body: "<a", type: "text/xml" },
  { name: "GraphQL", transport: "graphql", operation: "graphql.request", path: "/api/graphql", body: "{" },
  {
    name: "GraphQL, with an invalid document",
    transport: "graphql",
    operation: "graphql.request",
    path: "/api/graphql",
    body: JSON.stringify({ query: "{ nonsense }" }),
  },
  { name: "SSE", transport: "sse", operation: "events.watch", path: "/api/v2/events/stream?nonsense=1" },
];

it.each(ROUTES)("a malformed request over $name is refused and recorded once, with its caller", async (route) => {
  const { transport, operation, path, body, type = "application/json" } = route;
  const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": type }) };
  const request = { headers, ...(body !== undefined && { method: "POST", body }) };
  const { status } = await app.fetch(new Request(`${HUB}${path}`, request), {});
  expect([400, 500, 200]).toContain(status); // SOAP 1.1 has 500 for every fault, GraphQL 200 for JSON
  const { tenantId } = actors.get(token) ?? {};
  const actor = `api_key:${token}`;
  expect(observations).toMatchObject([{ operation, transport, outcome: "invalid", actor, tenantId }]);
});
