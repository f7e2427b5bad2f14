import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

const hub = testHub();
let server: RestServer;
let call: ReturnType<typeof restClient>;

beforeAll(async () => {
  server = await startRest(hub);
  call = restClient(server, server.grant(await createTestTenant(hub)));
});
afterAll(async () => {
  await server.close();
});

it("webhook endpoints over REST, from creation to deletion, every response as documented", async () => {
  const made = await call("POST", "/webhook-endpoints", {
    body: { url: "https://example.com/hook", eventTypes: ["order.*"] },
  });
  expect(made.status).toBe(201);
  expect(made.json["secret"]).toMatch(/^whsec_/);
  const path = made.headers.get("location")?.replace(/^.*\/api\/v2/, "") ?? "";
  const read = await call("GET", path);
  expect(read.json).not.toHaveProperty("secret");
  expect((await call("GET", path, { headers: { "if-none-match": read.headers.get("etag") ?? "" } })).status).toBe(304);
  expect((await call("PATCH", path, { body: { description: "x" } })).status).toBe(428);
  const changed = await call("PATCH", path, {
    body: { description: "Shop", channels: [] },
    headers: { "if-match": read.headers.get("etag") ?? "" },
  });
  expect(changed.json).toMatchObject({ description: "Shop", version: 2 });
  expect((await call("POST", `${path}/test`, { body: {} })).status).toBe(200);
  expect((await call("POST", `${path}/pause`, { body: {} })).json).toMatchObject({ status: "paused" });
  const paused = await call("POST", `${path}/test`, { body: {} });
  expect([paused.status, paused.json["code"]]).toEqual([409, "webhook.endpoint_paused"]);
  const skipping = { body: { waiting: "cancel" } };
  expect((await call("POST", `${path}/resume`, skipping)).json).toMatchObject({ status: "enabled" });
  expect((await call("POST", `${path}/rotate-secret`, { body: { overlapHours: 1 } })).json["secret"]).toMatch(
    /^whsec_/,
  );
  expect((await call("POST", `${path}/reveal-secret`, { body: {} })).json["secret"]).toMatch(/^whsec_/);
  await hub.relay();
  const replay = { from: "2020-01-01T00:00:00Z", types: ["webhook_endpoint.updated"] };
  expect((await call("POST", `${path}/replay`, { body: replay })).json).toEqual({ count: 0, waitingFor: null });
  expect((await call("POST", `${path}/retry-failed`, { body: {} })).json).toEqual({ count: 0, waitingFor: null });
  expect((await call("GET", `${path}/metrics?window=7d`)).json["hours"]).toHaveLength(168);
  const listed = await call("GET", "/webhook-deliveries?state=pending&type=webhook.*&limit=5");
  expect(listed.json["data"]).toMatchObject([{ type: "webhook.test", state: "pending" }]);
  const [first] = await hub.db.sql<{ id: string }[]>`select id from webhook_deliveries`;
  const delivery = `/webhook-deliveries/${first?.id}`;
  expect((await call("GET", delivery)).json).toMatchObject({ tries: [], request: { problem: null } });
  expect((await call("POST", `${delivery}/retry`, { body: {} })).status).toBe(200);
  expect((await call("POST", `${delivery}/mute`, { body: {} })).json["mutedAt"]).not.toBeNull();
  expect((await call("POST", `${delivery}/cancel`, { body: {} })).json).toMatchObject({ state: "cancelled" });
  expect((await call("GET", "/webhook-endpoints?status=enabled")).json["data"]).toHaveLength(1);
  expect((await call("GET", "/webhook-event-types")).status).toBe(200);
  const version = (await call("GET", path)).headers.get("etag") ?? "";
  expect((await call("DELETE", path, { headers: { "if-match": version } })).status).toBe(204);
  expect((await call("GET", path)).status).toBe(404);
});
