import { afterAll, beforeAll, expect, it } from "vitest";
import type { Observation } from "#core/runtime/hub.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

const hub = testHub();
const observed: Observation[] = [];
let server: RestServer;
let call: ReturnType<typeof restClient>;

beforeAll(async () => {
  server = await startRest({ ...hub, observe: (observation) => void observed.push(observation) });
  call = restClient(server, server.grant(await createTestTenant(hub)));
});
afterAll(() => server.close());

it.each([
  ["an unknown parameter", "GET", "/orders?nonsense=1", {}, "orders.list"],
  ["a body that is not JSON", "POST", "/orders", { body: "{" }, "orders.place"],
  ["an unknown field", "POST", "/orders", { body: { nonsense: 1 } }, "orders.place"],
] as const)("a request with %s is recorded once, with its caller, request id and code", async (...row) => {
  const [, method, path, more, operation] = row;
  observed.length = 0;
  const { status, json } = await call(method, path, more);
  expect(status).toBe(400);
  expect(observed).toHaveLength(1);
  expect(observed[0]).toMatchObject({ operation, transport: "rest", outcome: "invalid", requestId: json["requestId"] });
  expect(observed[0]?.error?.code).toBe(json["code"]);
  expect(observed[0]?.tenantId).toBeDefined();
});
