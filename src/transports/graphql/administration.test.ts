import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { graphqlClient, type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";

const hub = testHub();
let server: GraphqlServer;
let actor: Actor;
let ask: ReturnType<typeof graphqlClient>;

beforeAll(async () => {
  server = await startGraphql(hub);
});
afterAll(async () => {
  await server.close();
});
beforeEach(async () => {
  actor = await createTestTenant(hub);
  ask = graphqlClient(server, server.grant(actor));
});

const CREATE_ENDPOINT = `mutation ($input: CreateWebhookEndpointInput!, $key: String) {
  createWebhookEndpoint(input: $input, idempotencyKey: $key) {
    ... on CreatedWebhookEndpoint { id secret headerNames eventTypes version } ... on Error { code } } }`;

it("a webhook endpoint is created once per key, its secret is shown once, and its headers never", async () => {
  const input = { url: "https://example.com/in", eventTypes: ["order.*"], headers: { "x-token": "t0p" } };
  const first = await ask(CREATE_ENDPOINT, { input, key: "endpoint-1" });
  expect(first.errors).toEqual([]);
  const made = first.data.createWebhookEndpoint;
  expect(made).toMatchObject({ secret: expect.stringMatching(/^whsec_/), headerNames: ["x-token"] });
  const again = await ask(CREATE_ENDPOINT, { input, key: "endpoint-1" });
  expect(again.data.createWebhookEndpoint).toEqual({ ...made, secret: null });
  const { data } = await ask("{ webhookEndpoints(first: 5) { nodes { id status pending health { failures } } } }");
  expect(data.webhookEndpoints.nodes).toEqual([
    { id: made.id, status: "enabled", pending: 0, health: { failures: 0 } },
  ]);
});

it("a webhook endpoint is paused, resumed, changed and deleted, and what is stale or paused is a typed refusal", async () => {
  const { data } = await ask(CREATE_ENDPOINT, { input: { url: "https://example.com/in" } });
  const { id } = data.createWebhookEndpoint;
  const run = async (field: string, input: object) => {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
    const selection = "__typename ... on WebhookEndpoint { status version description } ... on Error { code }";
    const answer = await ask(`mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, { input });
    expect(answer.errors).toEqual([]);
    return answer.data[field];
  };
  expect(await run("pauseWebhookEndpoint", { id })).toMatchObject({ status: "paused", version: 2 });
  expect(await run("testWebhookEndpoint", { id })).toMatchObject({ code: "webhook.endpoint_paused" });
  expect(await run("resumeWebhookEndpoint", { id })).toMatchObject({ status: "enabled", version: 3 });
  expect(await run("testWebhookEndpoint", { id })).toMatchObject({ status: "enabled" });
  const described = { id, description: "The warehouse" };
  expect(await run("updateWebhookEndpoint", { ...described, ifVersion: 1 })).toMatchObject({ code: "resource.stale" });
  expect(await run("updateWebhookEndpoint", { ...described, ifVersion: 3 })).toMatchObject({
    description: "The warehouse",
    version: 4,
  });
  expect(await run("deleteWebhookEndpoint", { id })).toMatchObject({ __typename: "WebhookEndpoint" });
  expect(await run("deleteWebhookEndpoint", { id })).toMatchObject({ code: "resource.not_found" });
  expect((await ask(`{ webhookEndpoint(id: "${id}") { id } }`)).data).toEqual({ webhookEndpoint: null });
});

it("another tenant's endpoints and keys are neither returned nor changed", async () => {
  const { data } = await ask(CREATE_ENDPOINT, { input: { url: "https://example.com/in" } });
  const { id } = data.createWebhookEndpoint;
  const stranger = graphqlClient(server, server.grant(await createTestTenant(hub)));
  const { data: seen } = await stranger(
    `{ webhookEndpoint(id: "${id}") { id } webhookEndpoints { nodes { id } } apiKeys { id }}`,
  );
  expect(seen).toEqual({
    webhookEndpoint: null,
    webhookEndpoints: { nodes: [] },
    apiKeys: [],
  });
  const deleted = await stranger(
    `mutation { deleteWebhookEndpoint(input: { id: "${id}" }) { ... on Error { code } } }`,
  );
  expect(deleted.data.deleteWebhookEndpoint).toEqual({ code: "resource.not_found" });
});

it("a count sets the level and returns the difference, and an unknown article is a typed refusal", async () => {
  await addArticles(hub, actor, [{ sku: "A", onHand: 7 }]);
  const count = `mutation ($sku: String!) { countStock(input: { sku: $sku, location: "main", onHand: 10 }) {
    ... on CountedStock { difference level { onHand available } } ... on Error { code } } }`;
  const { data } = await ask(count, { sku: "A" });
  expect(data.countStock).toEqual({ difference: 3, level: { onHand: 10, available: 10 } });
  expect((await ask(count, { sku: "NONE" })).data.countStock).toEqual({ code: "inventory.unknown_level" });
});

it("an API key is shown once, gives no more than its maker has, and is revoked", async () => {
  const create = `mutation ($scopes: [Scope!]!, $key: String) {
    createApiKey(input: { name: "Web shop", scopes: $scopes }, idempotencyKey: $key) {
      ... on CreatedApiKey { id secret hint scopes } ... on Error { code } } }`;
  const made = (await ask(create, { scopes: ["orders_read"], key: "k" })).data.createApiKey;
  expect(made).toMatchObject({ secret: expect.stringMatching(/^xd_live_/), scopes: ["orders:read"] });
  expect((await ask(create, { scopes: ["orders_read"], key: "k" })).data.createApiKey).toEqual({
    ...made,
    secret: null,
  });
  const weak = graphqlClient(server, server.grant({ ...actor, scopes: new Set(["keys:write"]) }));
  const refused = await weak(create, { scopes: ["orders_read"] });
  expect(JSON.stringify([refused.data, refused.errors])).toContain("auth.beyond_own_scopes");
  const revoked = await ask(`mutation { revokeApiKey(input: { id: "${made.id}" }) { ... on ApiKey { revokedAt } } }`);
  expect(revoked.data.revokeApiKey).toEqual({ revokedAt: expect.any(String) });
  const listed = await ask("{ apiKeys { id revokedAt } }");
  expect(listed.data.apiKeys).toEqual([{ id: made.id, ...revoked.data.revokeApiKey }]);
});
