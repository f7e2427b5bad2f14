import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { revokeOAuthClient } from "#core/oauth/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { createUser, deleteUser, updateUser } from "#core/users/index.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createTestClient, oauthProcess, type OAuthProcess, type TestClient } from "#testing/fixtures/oauth.ts";

let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
const observations: Observation[] = [];
const observe = (observation: Observation) => void observations.push(observation);
const hub = Object.assign(testHub(), { clock, observe });
const rival = Object.assign(testRival(hub), { clock });
const [one, two] = [oauthProcess(hub), oauthProcess(rival)];
const PASSWORD = "correct horse battery";
const DAY_MS = 24 * 3_600_000;
let actor: Actor;
let client: TestClient;
let user: { id: string; email: string };

interface Pair {
  readonly access: string;
  readonly refresh: string;
}

beforeEach(async () => {
  aheadMs = 0;
  observations.length = 0;
  actor = await createTestTenant(hub);
  client = await createTestClient(hub, actor, { firstParty: true });
  const input = { email: `${newId()}@example.com`, name: "Sam", role: "agent", password: PASSWORD };
  user = (await execute(hub, actor, createUser, input)).output;
});

async function signedIn(): Promise<Pair> {
  const { body } = await one.ask("token", {
    grant_type: "password",
    username: user.email,
    password: PASSWORD,
    ...client,
  });
  return { access: String(body["access_token"]), refresh: String(body["refresh_token"]) };
}
const refreshed = (token: string, { by = one, form = {} }: { by?: OAuthProcess; form?: Record<string, string> } = {}) =>
  by.ask("token", { grant_type: "refresh_token", refresh_token: token, ...client, ...form });
const next = async (token: string, by = one) => {
  const { body } = await refreshed(token, { by });
  return { access: String(body["access_token"]), refresh: String(body["refresh_token"]) };
};
const accepted = async (token: string) => [await one.actor(token), await two.actor(token)].map((found) => found?.id);
const NOBODY = [undefined, undefined];

describe("a refresh token", () => {
  it("counts once: each use gives its successor, and lasts 7 days", async () => {
    const first = await signedIn();
    const second = await next(first.refresh, two);
    expect(second.refresh).not.toBe(first.refresh);
    expect(await accepted(second.access)).toEqual([user.id, user.id]);
    aheadMs = 7 * DAY_MS - 60_000;
    const third = await next(second.refresh);
    aheadMs += 7 * DAY_MS + 60_000;
    expect((await refreshed(third.refresh)).body["error"]).toBe("invalid_grant");
  });

  it("used by many processes at once answers all of them with the same successor, and the family goes on", async () => {
    const { refresh } = await signedIn();
    const answers = await Promise.all([one, two, one, two, two].map((by) => refreshed(refresh, { by })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const successors = new Set(answers.map(({ body }) => body["refresh_token"]));
    expect(successors.size).toBe(1);
    for (const { body } of answers) expect(await accepted(String(body["access_token"]))).toEqual([user.id, user.id]);
    const [{ n }] = await hub.db.sql<[{ n: number }]>`
      select count(*)::int as n from oauth_refresh_tokens where tenant_id = ${actor.tenantId}`;
    expect(n).toBe(2);
    expect((await refreshed(String([...successors][0]))).status).toBe(200);
  });

  it("used again after 10 seconds ends the whole family in every process, and an event tells it", async () => {
    const first = await signedIn();
    const second = await next(first.refresh);
    expect(await accepted(second.access)).toEqual([user.id, user.id]);
    aheadMs = 9000;
    expect((await next(first.refresh, two)).refresh).toBe(second.refresh);
    aheadMs = 11_000;
    expect((await refreshed(first.refresh, { by: two })).body["error"]).toBe("invalid_grant");
    expect(await accepted(second.access)).toEqual(NOBODY);
    expect(await accepted(first.access)).toEqual(NOBODY);
    expect((await refreshed(second.refresh)).body["error"]).toBe("invalid_grant");
    const events = await hub.db.sql`
      select data, subject_id, actor_type from events where type = 'oauth_client.tokens_revoked' and tenant_id = ${actor.tenantId}`;
    expect(events).toEqual([
      { data: { reason: "reused", userId: user.id }, subject_id: client.client_id, actor_type: "client" },
    ]);
  });

  it("of another client, also of another tenant, opens nothing and harms nothing", async () => {
    const { refresh } = await signedIn();
    for (const tenant of [actor, await createTestTenant(hub)]) {
      const other = await createTestClient(hub, tenant);
      expect((await refreshed(refresh, { form: other })).body["error"]).toBe("invalid_grant");
    }
    expect((await refreshed(refresh)).status).toBe(200);
  });

  it("may narrow the scope of a token but never widen what was granted", async () => {
    const granted = { grant_type: "password", username: user.email, password: PASSWORD, ...client };
    const { body } = await one.ask("token", { ...granted, scope: "orders:read events:read" });
    const token = String(body["refresh_token"]);
    expect((await refreshed(token, { form: { scope: "orders:read orders:write" } })).body["error"]).toBe(
      "invalid_scope",
    );
    const narrow = await refreshed(token, { form: { scope: "orders:read" } });
    expect(narrow.body["scope"]).toBe("orders:read");
    const whole = await refreshed(String(narrow.body["refresh_token"]));
    expect(whole.body["scope"]).toBe("orders:read events:read");
  });

  it.each(["", "nonsense", "xd_refresh_", `xd_refresh_${"A".repeat(43)}`, "' or 1=1 --"])(
    "%s is refused",
    async (token) => {
      expect((await refreshed(token)).status).toBe(400);
    },
  );
});

describe("within a second over all processes", () => {
  const held = async () => {
    const pair = await signedIn();
    expect(await accepted(pair.access)).toEqual([user.id, user.id]);
    return pair;
  };
  const left = async ({ access, refresh }: Pair) => ({
    access: await accepted(access),
    refresh: (await refreshed(refresh, { by: two })).body["error"],
  });
  const NOTHING = { access: NOBODY, refresh: "invalid_grant" };

  it("a revoked client opens nothing", async () => {
    const pair = await held();
    const own = await one.ask("token", { grant_type: "client_credentials", ...client });
    await execute(hub, actor, revokeOAuthClient, { id: client.client_id });
    expect(await left(pair)).toEqual({ ...NOTHING, refresh: "invalid_client" });
    expect(await accepted(String(own.body["access_token"]))).toEqual(NOBODY);
  });

  it("a deleted user opens nothing", async () => {
    const pair = await held();
    await execute(hub, actor, deleteUser, { id: user.id });
    expect(await left(pair)).toEqual(NOTHING);
  });

  it.each([
    ["a deactivated user", { active: false }],
    ["a user with a new password", { password: "a new password" }],
  ])("%s opens nothing", async (_, change) => {
    const pair = await held();
    await execute(hub, actor, updateUser, { id: user.id, ...change });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await left(pair)).toEqual(NOTHING);
  });

  it.each(["access", "refresh"] as const)("a family revoked by its %s token opens nothing (RFC 7009)", async (kind) => {
    const pair = await held();
    const revoked = await two.ask("revoke", { token: pair[kind], ...client });
    expect([revoked.status, revoked.body]).toEqual([200, {}]);
    expect(await left(pair)).toEqual(NOTHING);
    expect((await two.ask("revoke", { token: pair[kind], ...client })).status).toBe(200);
  });

  it("under load no process accepts a token once its revocation has responded", async () => {
    const { access } = await held();
    let isRevoked = false;
    const asked = [one, two, one, two].map(async (process) => {
      for (let after = 0; after < 20;) {
        const toldBefore = isRevoked;
        if ((await process.actor(access)) !== undefined && toldBefore) return "opened";
        if (toldBefore) after += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return "shut";
    });
    await two.ask("revoke", { token: access, ...client });
    isRevoked = true;
    expect(await Promise.all(asked)).toEqual(asked.map(() => "shut"));
  });
});

it("a client cannot revoke the tokens of another, and unknown tokens are no error", async () => {
  const { access, refresh } = await signedIn();
  const other = await createTestClient(hub, actor);
  for (const token of [access, refresh])
    expect((await one.ask("revoke", { token, ...other })).body["error"]).toBe("unauthorized_client");
  expect((await one.ask("revoke", { token: "nonsense", ...other })).status).toBe(200);
  expect(await accepted(access)).toEqual([user.id, user.id]);
});

it("introspection tells of valid tokens to clients of their tenant only (RFC 7662)", async () => {
  const { access, refresh } = await signedIn();
  const ask = async (token: string, by: TestClient) => (await one.ask("introspect", { token, ...by })).body;
  const beside = await createTestClient(hub, actor);
  const stranger = await createTestClient(hub, await createTestTenant(hub));
  const active = {
    active: true,
    client_id: client.client_id,
    sub: user.id,
    scope: "orders:read orders:write events:read",
  };
  expect(await ask(access, client)).toMatchObject({ ...active, token_type: "Bearer", exp: expect.any(Number) });
  expect(await ask(access, beside)).toMatchObject(active);
  expect(await ask(access, stranger)).toEqual({ active: false });
  expect(await ask(refresh, client)).toMatchObject(active);
  expect(await ask(refresh, beside)).toEqual({ active: false });
  await refreshed(refresh);
  expect(await ask(refresh, client)).toEqual({ active: false });
  aheadMs = 901_000;
  expect(await ask(access, client)).toEqual({ active: false });
});

it("secrets appear neither in the database nor in events, recorded calls or errors", async () => {
  const { access, refresh } = await signedIn();
  const again = await next(refresh);
  await one.ask("token", { grant_type: "client_credentials", ...client, client_secret: "wrong-secret-of-a-client" });
  await one.ask("introspect", { token: again.access, ...client });
  await one.ask("revoke", { token: again.refresh, ...client });
  const tables = await hub.db.sql<{ text: string }[]>`
    select coalesce(json_agg(t)::text, '') as text from oauth_clients t union all
    select coalesce(json_agg(t)::text, '') from oauth_grants t union all
    select coalesce(json_agg(t)::text, '') from oauth_refresh_tokens t union all
    select coalesce(json_agg(t)::text, '') from signing_keys t union all
    select coalesce(json_agg(t)::text, '') from idempotency t union all
    select coalesce(json_agg(t)::text, '') from sign_in_throttles t union all
    select coalesce(json_agg(t)::text, '') from events t`;
  const kept =
    tables.map(({ text }) => text).join() +
    JSON.stringify(observations.map((each) => ({ ...each, message: each.error?.message })));
  expect(kept).toContain(client.client_id);
  expect(observations.map(({ operation }) => operation)).toContain("oauth.token");
  for (const secret of [
    client.client_secret,
    access,
    refresh,
    again.access,
    again.refresh,
    "wrong-secret-of",
    PASSWORD,
  ])
    expect(kept).not.toContain(secret);
  expect(kept).not.toContain('"d":'); // the private part of a JWK
});
