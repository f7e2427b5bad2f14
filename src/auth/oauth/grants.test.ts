import { decodeProtectedHeader } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { type Actor, userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { createApiKey, revokeApiKey } from "#core/keys/index.ts";
import { listOAuthClients } from "#core/oauth/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser, updateUser } from "#core/users/index.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { answered, createTestClient, ISSUER, oauthProcess, type TestClient } from "#testing/fixtures/oauth.ts";
import { apiKeyActor } from "../api-keys.ts";

const hub = testHub();
const server = oauthProcess(hub);
const PASSWORD = "correct horse battery";
let actor: Actor;
let client: TestClient;

beforeEach(async () => {
  actor = await createTestTenant(hub);
  client = await createTestClient(hub, actor);
});

const person = async (more: object = {}, tenant = actor) => {
  const input = { email: `${newId()}@example.com`, name: "Sam", role: "agent", password: PASSWORD, ...more };
  return (await execute(hub, tenant, createUser, input)).output;
};
const CREDENTIALS = { grant_type: "client_credentials" };
const tokenOf = async (form: Record<string, string>) => String((await server.ask("token", form)).body["access_token"]);
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
});

describe("client credentials", () => {
  it("give a token of 15 minutes for the client itself, with its scopes, that no cache keeps", async () => {
    const { status, headers, body } = await server.ask("token", { ...CREDENTIALS, ...client });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 900,
      scope: "orders:read orders:write events:read",
    });
    const token = String(body["access_token"]);
    expect(decodeProtectedHeader(token)).toEqual({ alg: "ES256", typ: "at+jwt", kid: expect.any(String) });
    const found = await server.actor(token);
    expect(found).toMatchObject({
      type: "client",
      id: client.client_id,
      name: "Packing app",
      tenantId: actor.tenantId,
    });
    expect([...(found?.scopes ?? [])]).toEqual(["orders:read", "orders:write", "events:read"]);
  });

  it.each([
    ["Basic, form-encoded", () => ({ headers: basic(client.client_id, client.client_secret), form: CREDENTIALS })],
    ["a form", () => ({ headers: {}, form: { ...CREDENTIALS, ...client } })],
  ])("may be sent as %s", async (_, sent) => {
    const { headers, form } = sent();
    expect((await server.ask("token", form, headers)).status).toBe(200);
  });

  it("may be sent as JSON", async () => {
    const body = JSON.stringify({ ...CREDENTIALS, ...client, scope: "orders:read" });
    const init = { method: "POST", body, headers: { "content-type": "application/json" } };
    const answer = await answered(await server.fetch(new Request(`${ISSUER}/api/v2/auth/token`, init)));
    expect(answer.body).toMatchObject({ token_type: "Bearer", scope: "orders:read" });
  });

  it("a narrower scope narrows the token", async () => {
    const token = await tokenOf({ ...CREDENTIALS, ...client, scope: "orders:read" });
    expect([...((await server.actor(token))?.scopes ?? [])]).toEqual(["orders:read"]);
  });

  it.each(["orders:read users:write", "system", "any", "nonsense", "keys:write"])(
    "the scope %s, which the client does not hold, is refused",
    async (scope) => {
      const { status, body } = await server.ask("token", { ...CREDENTIALS, ...client, scope });
      expect([status, body["error"]]).toEqual([400, "invalid_scope"]);
    },
  );

  it.each([
    [{ grant_type: "authorization_code" }, 400, "unsupported_grant_type"],
    [{}, 400, "invalid_request"],
    [{ ...CREDENTIALS, client_secret: "wrong" }, 401, "invalid_client"],
    [{ ...CREDENTIALS, client_id: newId() }, 401, "invalid_client"],
    [{ ...CREDENTIALS, client_id: "' or 1=1 --" }, 401, "invalid_client"],
    [{ ...CREDENTIALS, client_secret: "" }, 401, "invalid_client"],
    [{ ...CREDENTIALS, scope: "orders:read\0" }, 400, "invalid_request"],
  ])("%o is answered with %i %s", async (form, status, error) => {
    const answer = await server.ask("token", { ...client, ...form });
    expect([answer.status, answer.body["error"], answer.headers.get("cache-control")]).toEqual([
      status,
      error,
      "no-store",
    ]);
    expect(answer.headers.has("www-authenticate")).toBe(status === 401);
  });

  it("a parameter sent twice, two ways of authentication at once, and other methods are refused", async () => {
    const twice = new Request(`${ISSUER}/api/v2/auth/token`, {
      method: "POST",
      body: `${new URLSearchParams({ ...CREDENTIALS, ...client })}&scope=a&scope=b`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect((await server.fetch(twice)).status).toBe(400);
    const both = await server.ask(
      "token",
      { ...CREDENTIALS, ...client },
      basic(client.client_id, client.client_secret),
    );
    expect(both.body["error"]).toBe("invalid_request");
    const get = await server.fetch(new Request(`${ISSUER}/api/v2/auth/token?grant_type=client_credentials`));
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  });
});

describe("a client", () => {
  it("never exceeds the rights of the user who made it, and opens nothing while that user is inactive", async () => {
    await person({ role: "admin" });
    const { id } = await person({ role: "admin" });
    const maker = userActor({ id, name: "Sam", role: "admin", tenantId: actor.tenantId });
    const made = await createTestClient(hub, maker);
    await execute(hub, actor, updateUser, { id, role: "viewer" });
    const { body } = await server.ask("token", { ...CREDENTIALS, ...made });
    expect(body["scope"]).toBe("orders:read events:read");
    const token = String(body["access_token"]);
    expect((await server.ask("introspect", { token, ...made })).body).toMatchObject({ active: true });
    await execute(hub, actor, updateUser, { id, active: false });
    expect((await server.ask("token", { ...CREDENTIALS, ...made })).body["error"]).toBe("invalid_scope");
    const introspected = async () => (await server.ask("introspect", { token, ...made })).body;
    await expect.poll(introspected).toEqual({ active: false }); // a look-up may be cached for a second
  });

  it("ends with the API key that made it", async () => {
    const scopes = ["orders:read", "keys:write"];
    const key = (await execute(hub, actor, createApiKey, { name: "Maker", scopes })).output;
    const maker = await apiKeyActor(hub, key.secret ?? "");
    if (maker === undefined) throw new Error("the key is rejected");
    const made = await createTestClient(hub, maker, { scopes: ["orders:read"] });
    const token = await tokenOf({ ...CREDENTIALS, ...made });
    await execute(hub, actor, revokeApiKey, { id: key.id });
    expect(await server.actor(token)).toBeUndefined();
    expect((await server.ask("token", { ...CREDENTIALS, ...made })).body["error"]).toBe("invalid_client");
    const { data } = (await execute(hub, actor, listOAuthClients, {})).output;
    expect(data.find(({ clientId }) => clientId === made.client_id)?.revokedAt).not.toBeNull();
  });

  it("is bound by the addresses and limits of the key that made it", async () => {
    const input = { name: "Maker", scopes: ["orders:read", "keys:write"], allowedAddresses: ["192.0.2.0/24"] };
    const key = (await execute(hub, actor, createApiKey, { ...input, limit: { requests: 5, windowS: 60 } })).output;
    const maker = await apiKeyActor(hub, key.secret ?? "");
    if (maker === undefined) throw new Error("the key is rejected");
    const made = await createTestClient(hub, maker, { scopes: ["orders:read"] });
    const from = (address: string) =>
      server.ask("token", { ...CREDENTIALS, ...made }, { "x-crossdock-client-address": address });
    expect((await from("198.51.100.1")).body["error"]).toBe("invalid_client");
    const { body } = await from("192.0.2.5");
    const { bounds } = (await server.oauth.tokens.identity(String(body["access_token"]))) ?? {};
    expect([bounds?.allows("198.51.100.1"), bounds?.allows("192.0.2.5")]).toEqual([false, true]);
    expect(bounds?.quotas).toMatchObject([{ subject: `api_key:${key.id}`, policy: { quota: 5 } }]);
  });

  it("cannot be given the scope to make keys, nor more than its creator holds", async () => {
    await expect(createTestClient(hub, actor, { scopes: ["keys:write"] })).rejects.toMatchObject({ kind: "invalid" });
    const lesser: Actor = { ...actor, scopes: new Set(["keys:write", "orders:read"]) };
    await expect(createTestClient(hub, lesser, { scopes: ["orders:write"] })).rejects.toMatchObject({
      code: "auth.beyond_own_scopes",
    });
  });
});

describe("passwords of users", () => {
  const ask = (username: string, form: Record<string, string> = {}) =>
    server.ask("token", { grant_type: "password", username, password: PASSWORD, ...client, ...form });

  it("are taken from first-party clients only", async () => {
    const { email } = await person();
    expect((await ask(email)).body["error"]).toBe("unauthorized_client");
  });

  it("give a token for the user, within the rights of both, whose name tells the client", async () => {
    client = await createTestClient(hub, actor, { firstParty: true });
    const { id, email } = await person({ role: "viewer" });
    const { body } = await ask(email);
    expect(body).toMatchObject({ scope: "orders:read events:read", refresh_token: expect.any(String) });
    expect(await server.actor(String(body["access_token"]))).toMatchObject({
      type: "user",
      id,
      name: "Sam (Packing app)",
      role: "viewer",
      scopes: new Set(["orders:read", "events:read"]),
    });
  });

  it("of another tenant, wrong ones and those of unknown users are refused alike", async () => {
    client = await createTestClient(hub, actor, { firstParty: true });
    const { email } = await person();
    const stranger = await person({}, await createTestTenant(hub));
    const refused = [await ask(stranger.email), await ask(email, { password: "wrong" }), await ask("no@example.com")];
    expect(refused.map(({ status, body }) => [status, body["error"]])).toEqual(
      refused.map(() => [400, "invalid_grant"]),
    );
    expect(new Set(refused.map(({ body }) => body["error_description"])).size).toBe(1);
  });

  it("guessed at are limited as at sign-in, over all clients", async () => {
    const { email } = await person();
    const clients = await Promise.all([1, 2].map(() => createTestClient(hub, actor, { firstParty: true })));
    for (let n = 0; n < 6; n += 1) await ask(email, { ...clients[n % 2], password: `wrong ${n}` });
    const late = await ask(email, clients[0]);
    expect([late.status, late.headers.has("retry-after")]).toEqual([429, true]);
  });
});
