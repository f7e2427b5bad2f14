import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { execute } from "#core/execute.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { createApiKey, revokeApiKey } from "#core/keys/index.ts";
import { createUser, deleteUser, updateUser } from "#core/users/index.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/hub.ts";
import { apiKeyActor } from "./api-keys.ts";
import { ensureAdmin, ensureApiKey } from "./bootstrap.ts";
import { createSession, revokeSession, sessionActor } from "./sessions.ts";
import { signIn } from "./sign-in.ts";

let database: TestDatabase;
let actor: Actor;
let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
let hub: TestHub;
let rival: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = Object.assign(createTestHub(database.url), { clock });
  rival = Object.assign(createTestHub(database.url), { clock });
});
beforeEach(async () => {
  aheadMs = 0;
  actor = await createTestTenant(hub);
});
afterAll(async () => {
  await Promise.all([hub.close(), rival.close()]);
  await database.drop();
});

const password = "correct horse battery";
const person = async (more: object = {}) => {
  const input = { email: `${newId()}@example.com`, name: "Sam", role: "agent", password, ...more };
  return (await execute(hub, actor, createUser, input)).output;
};
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

describe("API keys", () => {
  const make = async (more: object = {}) =>
    (await execute(hub, actor, createApiKey, { name: "Shop", scopes: ["orders:read"], ...more })).output;

  it("open exactly what they were given, for their tenant", async () => {
    const { id, secret } = await make();
    const found = await apiKeyActor(hub, secret ?? "");
    expect(found).toMatchObject({ type: "api_key", id, name: "Shop", tenantId: actor.tenantId });
    expect([...(found?.scopes ?? [])]).toEqual(["orders:read"]);
    expect(await apiKeyActor(hub, `${secret?.slice(0, -1)}?`)).toBeUndefined();
    expect(await apiKeyActor(hub, "")).toBeUndefined();
  });

  it("open nothing, in any process and under load, from the moment their revocation is answered", async () => {
    const { id, secret } = await make();
    const ask = (from: TestHub) => apiKeyActor(from, secret ?? "");
    expect(await Promise.all([ask(hub), ask(rival)])).toEqual([expect.anything(), expect.anything()]);
    let revoked = false;
    const askers = [hub, rival].flatMap((from) => Array.from({ length: 8 }, () => from));
    const asked = askers.map(async (from) => {
      for (let after = 0; after < 20;) {
        const toldBefore = revoked;
        if ((await ask(from)) !== undefined && toldBefore) return "opened";
        if (toldBefore) after += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return "shut";
    });
    await execute(hub, actor, revokeApiKey, { id });
    revoked = true;
    expect(await Promise.all(asked)).toEqual(askers.map(() => "shut"));
  });

  it("are looked up together when many ask at once, each for its own", async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => make()));
    const asked = Array.from({ length: 250 }, (_, i) => made[i % 5]);
    const found = await Promise.all(asked.map((key) => apiKeyActor(hub, key?.secret ?? "")));
    expect(found.map((each) => each?.id)).toEqual(asked.map((key) => key?.id));
  });

  it("end when they expire, however often they were used", async () => {
    const { secret } = await make({ expiresAt: new Date(Date.now() + 2000).toISOString() });
    expect(await apiKeyActor(hub, secret ?? "")).toBeDefined();
    aheadMs = 2001;
    expect(await apiKeyActor(hub, secret ?? "")).toBeUndefined();
  });

  it("note their use once a minute", async () => {
    const { id, secret } = await make();
    const used = async () =>
      (await hub.db.sql<{ at: Date | null }[]>`select last_used_at as at from api_keys where id = ${id}`)[0]?.at ??
      null;
    await Promise.all(Array.from({ length: 20 }, () => apiKeyActor(hub, secret ?? "")));
    const first = await used();
    expect(first).not.toBeNull();
    aheadMs = 30_000;
    await apiKeyActor(hub, secret ?? "");
    expect(await used()).toEqual(first);
    aheadMs = 61_000;
    const usedAgain = async () => {
      await apiKeyActor(hub, secret ?? "");
      return used();
    };
    await expect.poll(usedAgain, { timeout: 3000, interval: 100 }).not.toEqual(first);
  });

  it("may be chosen outside, and are let in once", async () => {
    const key = `outside-${newId()}-${newId()}`;
    await ensureApiKey(hub, actor.tenantId, { key });
    await ensureApiKey(hub, actor.tenantId, { key });
    const found = await apiKeyActor(hub, key);
    expect(found?.scopes.has("settings:write")).toBe(true);
    expect(found?.scopes.has("system")).toBe(false);
  });
});

describe("signing in", () => {
  it("knows the right password, in any case of the email", async () => {
    const user = await person();
    const signed = await signIn(hub, { email: ` ${user.email.toUpperCase()}`, password });
    expect(signed).toMatchObject({ id: user.id, role: "agent", tenantId: actor.tenantId });
  });

  it("says the same of a wrong password, an unknown, an inactive and a deleted user", async () => {
    const [wrong, inactive, deleted, mute] = [
      await person(),
      await person({ active: false }),
      await person(),
      await person({ password: undefined }),
    ];
    await execute(hub, actor, deleteUser, { id: deleted.id });
    const tries = [
      { email: wrong.email, password: "wrong password" },
      { email: "nobody@example.com", password },
      { email: inactive.email, password },
      { email: deleted.email, password },
      { email: mute.email, password: "" },
    ];
    const said = await Promise.all(tries.map((each) => outcome(signIn(hub, each))));
    expect(said).toEqual(Array.from({ length: 5 }, () => "auth.invalid_credentials"));
  });

  it("allows five wrong passwords per email, also of 20 tried at once in two processes", async () => {
    const user = await person();
    const said = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        outcome(signIn(i % 2 ? hub : rival, { email: user.email, password: `wrong ${i}` })),
      ),
    );
    expect(said.filter((each) => each === "auth.invalid_credentials")).toHaveLength(5);
    await expect(signIn(hub, { email: user.email, password })).rejects.toMatchObject({
      kind: "limited",
      code: "auth.throttled",
      retryAfterS: expect.any(Number),
    });
    aheadMs = 15 * 60_000 + 1000;
    expect(await outcome(signIn(hub, { email: user.email, password }))).toBe("ok");
  });

  it("allows 30 wrong tries per address, whatever the emails", async () => {
    const ip = `2001:db8::${newId()}`;
    const said: string[] = [];
    for (let i = 0; i < 32; i += 1)
      said.push(await outcome(signIn(hub, { email: `x${newId()}@example.com`, password: "wrong", ip })));
    expect(said.filter((each) => each === "auth.invalid_credentials")).toHaveLength(30);
    expect(said.slice(30)).toEqual(["auth.throttled", "auth.throttled"]);
  });

  it("forgets failures after a success, and counts the same pair at once as one try", async () => {
    const user = await person();
    const wrong = () => outcome(signIn(hub, { email: user.email, password: "wrong" }));
    const right = () => outcome(signIn(hub, { email: user.email, password }));
    for (let i = 0; i < 4; i += 1) await wrong();
    expect(await Promise.all(Array.from({ length: 12 }, right))).toEqual(Array.from({ length: 12 }, () => "ok"));
    for (let i = 0; i < 4; i += 1) expect(await wrong()).toBe("auth.invalid_credentials");
    expect(await right()).toBe("ok");
  });

  it("makes the administrator of the environment once, and leaves a changed password alone", async () => {
    const admin = { email: `${newId()}@example.com`, password: "eight ch" };
    await ensureAdmin(hub, actor.tenantId, admin);
    await ensureAdmin(hub, actor.tenantId, { ...admin, password: "another one" });
    expect(await signIn(hub, admin)).toMatchObject({ role: "admin" });
  });
});

describe("sessions", () => {
  it("act as their user, with the role of now", async () => {
    const user = await person();
    const sid = await createSession(hub, { id: user.id, tenantId: actor.tenantId }, { userAgent: "test", ip: "::1" });
    expect(await sessionActor(rival, sid)).toMatchObject({ type: "user", id: user.id, role: "agent" });
    await execute(hub, actor, updateUser, { id: user.id, role: "viewer" });
    expect((await sessionActor(hub, sid))?.scopes.has("orders:write")).toBe(false);
  });

  it("end when revoked, and with a new password or the user's end", async () => {
    const user = await person();
    const begin = () => createSession(hub, { id: user.id, tenantId: actor.tenantId });
    const [one, two] = [await begin(), await begin()];
    await revokeSession(hub, one);
    expect(await sessionActor(rival, one)).toBeUndefined();
    expect(await sessionActor(rival, two)).toBeDefined();
    await execute(hub, actor, updateUser, { id: user.id, password: "a new password" });
    expect(await sessionActor(hub, two)).toBeUndefined();
    const three = await begin();
    await execute(hub, actor, updateUser, { id: user.id, active: false });
    expect(await sessionActor(hub, three)).toBeUndefined();
  });

  it("slide for 12 hours, up to 30 days", async () => {
    const user = await person();
    const sid = await createSession(hub, { id: user.id, tenantId: actor.tenantId });
    const hour = 3_600_000;
    for (let i = 1; i <= 65; i += 1) {
      aheadMs = i * 11 * hour;
      expect(await sessionActor(hub, sid)).toBeDefined();
    }
    aheadMs = 30 * 24 * hour + 1000;
    expect(await sessionActor(hub, sid)).toBeUndefined();
    const idle = await createSession(hub, { id: user.id, tenantId: actor.tenantId });
    aheadMs += 12 * hour + 1000;
    expect(await sessionActor(hub, idle)).toBeUndefined();
  });

  it.each(["", "nonsense", `${newId()}.${newId()}`, `${newId()}.${newId()}.x`, "' or 1=1"])(
    "are not %s",
    async (sid) => {
      expect(await sessionActor(hub, sid)).toBeUndefined();
    },
  );
});
