import { beforeEach, describe, expect, it } from "vitest";
import { watchEvents } from "#core/events/watch-events.ts";
import { type Actor, userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { createApiKey } from "#core/keys/index.ts";
import { createRole, updateRole } from "#core/roles/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createTestClient, oauthProcess } from "#testing/fixtures/oauth.ts";
import { apiKeyActor } from "./api-keys.ts";
import { createSession, sessionActor } from "./sessions.ts";

const PASSWORD = "correct horse battery";
const WIDE = ["orders:read", "orders:write", "users:read", "events:read", "keys:write"];
const NARROW = ["orders:read", "events:read", "keys:write"];

const hub = testHub();
const rival = testRival(hub);
const server = oauthProcess(rival, { standingLookMs: 20 });
let actor: Actor;
let roleId: string;
let user: { id: string; email: string };
let maker: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
  roleId = (await execute(hub, actor, createRole, { name: "Packer", scopes: WIDE })).output.id;
  const input = { email: `${newId()}@example.com`, name: "Sam", role: "custom", roleId, password: PASSWORD };
  user = (await execute(hub, actor, createUser, input)).output;
  maker = userActor({ id: user.id, name: "Sam", role: "custom", tenantId: actor.tenantId }, WIDE);
});

const change = (scopes: readonly string[]) => execute(hub, actor, updateRole, { id: roleId, scopes });
const scopesOf = (found: Actor | undefined): string[] => [...(found?.scopes ?? [])].toSorted();
const sorted = (scopes: readonly string[]) => scopes.toSorted();

describe("once a change of a role responds, another process knows it", () => {
  it("for a session", async () => {
    const sid = await createSession(hub, { id: user.id, tenantId: actor.tenantId });
    expect(scopesOf(await sessionActor(rival, sid))).toEqual(sorted(WIDE));
    await change(NARROW);
    expect(scopesOf(await sessionActor(rival, sid))).toEqual(sorted(NARROW));
  });

  it("for a key that its holder made, and for the keys made with that", async () => {
    const made = (await execute(hub, maker, createApiKey, { name: "K", scopes: WIDE })).output;
    const key = await apiKeyActor(rival, made.secret ?? "");
    expect(scopesOf(key)).toEqual(sorted(WIDE));
    const child = (await execute(hub, key ?? maker, createApiKey, { name: "C", scopes: WIDE })).output;
    expect(scopesOf(await apiKeyActor(rival, child.secret ?? ""))).toEqual(sorted(WIDE));
    await change(NARROW);
    expect(scopesOf(await apiKeyActor(rival, made.secret ?? ""))).toEqual(sorted(NARROW));
    expect(scopesOf(await apiKeyActor(rival, child.secret ?? ""))).toEqual(sorted(NARROW));
    await change(WIDE);
    expect(scopesOf(await apiKeyActor(rival, child.secret ?? ""))).toEqual(sorted(WIDE));
  });

  it("for tokens of its holder, and of clients that they made", async () => {
    const asked = ["orders:read", "orders:write", "events:read"];
    const own = await createTestClient(hub, actor, { scopes: asked, firstParty: true });
    const person = { grant_type: "password", username: user.email, password: PASSWORD };
    const forUser = String((await server.ask("token", { ...own, ...person })).body["access_token"]);
    const client = await createTestClient(hub, maker, { scopes: asked });
    const credentials = { grant_type: "client_credentials", ...client };
    const forItself = String((await server.ask("token", credentials)).body["access_token"]);
    for (const token of [forUser, forItself]) expect(scopesOf(await server.actor(token))).toEqual(sorted(asked));
    await change(NARROW);
    for (const token of [forUser, forItself])
      expect(scopesOf(await server.actor(token))).toEqual(["events:read", "orders:read"]);
    expect((await server.ask("token", credentials)).body["scope"]).toBe("orders:read events:read");
  });
});

it("an open stream ends within a second after its reader may read less, and a new one leaves that out", async () => {
  await hub.feed.start();
  await rival.feed.start();
  const made = (await execute(hub, maker, createApiKey, { name: "K", scopes: WIDE })).output;
  const credential = { type: "bearer", token: made.secret ?? "" } as const;
  const enter = () =>
    server.gateway.enter({ transport: "sse", requestId: newId(), credential, trace: undefined, address: () => "" });
  const frames = await (await enter()).follow(watchEvents, {}, new AbortController().signal);
  const ended = frames.next().then(
    () => undefined,
    (error: unknown) => ({ error, at: performance.now() }),
  );
  const from = performance.now();
  await change(NARROW);
  const end = await ended;
  expect(end?.error).toMatchObject({ code: "auth.rights_changed", kind: "unavailable" });
  // A key's look-up is cached for a second, and the check of the stream follows it.
  expect((end?.at ?? Infinity) - from).toBeLessThan(1500);
  const again = await (await enter()).follow(watchEvents, {}, AbortSignal.timeout(300));
  await execute(hub, actor, createUser, { email: `${newId()}@example.com`, name: "Kim", role: "agent" });
  await hub.relay();
  expect((await again.next()).done).toBe(true);
});
