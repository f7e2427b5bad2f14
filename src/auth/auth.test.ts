import { beforeEach, describe, expect, it } from "vitest";
import { type Actor, userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser, deleteUser, updateUser } from "#core/users/index.ts";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import { apiKeyActor } from "./api-keys.ts";
import { ensureApiKey } from "./bootstrap.ts";
import { createSession, revokeSession, sessionActor } from "./sessions.ts";

let actor: Actor;
let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
const hub = Object.assign(testHub(), { clock });
const rival = Object.assign(testRival(hub), { clock });

beforeEach(async () => {
  aheadMs = 0;
  actor = await createTestTenant(hub);
});

const password = "correct horse battery";
const person = async (more: object = {}) => {
  const input = { email: `${newId()}@example.com`, name: "Sam", role: "agent", password, ...more };
  return (await execute(hub, actor, createUser, input)).output;
};
describe("API keys", () => {
  const make = async (more: object = {}) =>
    (await execute(hub, actor, createApiKey, { name: "Shop", scopes: ["orders:read"], ...more })).output;

  it("grant exactly their scopes, in their tenant only", async () => {
    const { id, secret } = await make();
    const found = await apiKeyActor(hub, secret ?? "");
    expect(found).toMatchObject({ type: "api_key", id, name: "Shop", tenantId: actor.tenantId });
    expect([...(found?.scopes ?? [])]).toEqual(["orders:read"]);
    expect(await apiKeyActor(hub, `${secret?.slice(0, -1)}?`)).toBeUndefined();
    expect(await apiKeyActor(hub, "")).toBeUndefined();
  });

  it("are rejected by every process, also under load, once their revocation has responded", async () => {
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

  it("are looked up in one batch when many requests arrive at once, each with its own result", async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => make()));
    const asked = Array.from({ length: 250 }, (_, i) => made[i % 5]);
    const found = await Promise.all(asked.map((key) => apiKeyActor(hub, key?.secret ?? "")));
    expect(found.map((each) => each?.id)).toEqual(asked.map((key) => key?.id));
  });

  it("are rejected after their expiry, even when cached", async () => {
    const { secret } = await make({ expiresAt: new Date(Date.now() + 2000).toISOString() });
    expect(await apiKeyActor(hub, secret ?? "")).toBeDefined();
    aheadMs = 2001;
    expect(await apiKeyActor(hub, secret ?? "")).toBeUndefined();
  });

  describe("never outlive or exceed the rights of their creator", () => {
    const keyOf = async (secret: string | null) => {
      const found = await apiKeyActor(hub, secret ?? "");
      if (found === undefined) throw new Error("the key is rejected");
      return found;
    };
    const childOf = async (maker: Actor, more: object = {}) =>
      (await execute(hub, maker, createApiKey, { name: "Child", scopes: ["orders:read", "keys:write"], ...more }))
        .output;
    const scopesNow = async (secret: string | null) => [...((await apiKeyActor(hub, secret ?? ""))?.scopes ?? [])];
    const soon = () => new Date(Date.now() + 4000).toISOString();

    it.each([{}, { expiresAt: "2099-01-01T00:00:00Z" }])(
      "a child key with %o expires with a parent that expires sooner",
      async (more) => {
        const parent = await make({ scopes: ["orders:read", "keys:write"], expiresAt: soon() });
        const child = await childOf(await keyOf(parent.secret), more);
        expect(child.expiresAt).toBe(parent.expiresAt);
        aheadMs = 4001;
        expect(await apiKeyActor(hub, child.secret ?? "")).toBeUndefined();
      },
    );

    it("revoking a key revokes all its descendants at once", async () => {
      const parent = await make({ scopes: ["orders:read", "keys:write"] });
      const child = await childOf(await keyOf(parent.secret));
      const grandchild = await childOf(await keyOf(child.secret));
      await execute(hub, actor, revokeApiKey, { id: parent.id });
      for (const { secret } of [parent, child, grandchild])
        expect(await apiKeyActor(rival, secret ?? "")).toBeUndefined();
      const { data } = (await execute(hub, actor, listApiKeys, {})).output;
      expect(data.filter(({ revokedAt }) => revokedAt === null)).toEqual([]);
    });

    it("are revoked when their user is deleted, and have no rights while the user is inactive", async () => {
      await person({ role: "admin" }); // an administrator must remain
      const { id } = await person({ role: "admin" });
      const maker = userActor({ id, name: "Sam", role: "admin", tenantId: actor.tenantId });
      const { secret } = await childOf(maker);
      const suspended = async (change: object) => {
        await execute(hub, actor, updateUser, { id, ...change });
        await expect
          .poll(() => scopesNow(secret), { timeout: 3000, interval: 100 })
          .toHaveLength(change === BACK ? 2 : 0);
      };
      const BACK = { active: true };
      await suspended({ active: false });
      await suspended(BACK);
      await execute(hub, actor, updateUser, { id, role: "viewer" });
      await expect.poll(() => scopesNow(secret), { timeout: 3000, interval: 100 }).toEqual(["orders:read"]);
      await execute(hub, actor, deleteUser, { id });
      expect(await apiKeyActor(rival, secret ?? "")).toBeUndefined();
    });
  });

  it("record their last use at most once a minute", async () => {
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

  it("may be chosen by the operator, and are stored once", async () => {
    const key = `outside-${newId()}-${newId()}`;
    await ensureApiKey(hub, actor.tenantId, { key });
    await ensureApiKey(hub, actor.tenantId, { key });
    const found = await apiKeyActor(hub, key);
    expect(found?.scopes.has("settings:write")).toBe(true);
    expect(found?.scopes.has("system")).toBe(false);
  });
});

describe("sessions", () => {
  async function lastSeen(sid: string): Promise<number> {
    const [row] = await hub.db.sql<
      { at: Date }[]
    >`select last_seen_at as at from sessions where id = ${sid.split(".")[1] ?? ""}`;
    return row?.at.getTime() ?? 0;
  }

  it("act as their user, with the user's current role", async () => {
    const user = await person();
    const sid = await createSession(hub, { id: user.id, tenantId: actor.tenantId }, { userAgent: "test", ip: "::1" });
    expect(await sessionActor(rival, sid)).toMatchObject({ type: "user", id: user.id, role: "agent" });
    await execute(hub, actor, updateUser, { id: user.id, role: "viewer" });
    expect((await sessionActor(hub, sid))?.scopes.has("orders:write")).toBe(false);
  });

  it("are not begun with a password that has changed since it was checked", async () => {
    const { id } = await person();
    const begun = createSession(hub, { id, tenantId: actor.tenantId, verifiedHash: "of the password before" });
    await expect(begun).rejects.toMatchObject({ code: "auth.invalid_credentials" });
  });

  it("end on revocation, on a password change and with the deletion of their user", async () => {
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

  it("have a sliding expiry of 12 hours, at most 30 days", async () => {
    const user = await person();
    const sid = await createSession(hub, { id: user.id, tenantId: actor.tenantId });
    const hour = 3_600_000;
    for (let i = 1; i <= 65; i += 1) {
      aheadMs = i * 11 * hour;
      expect(await sessionActor(hub, sid)).toBeDefined();
      await expect.poll(() => lastSeen(sid), { interval: 1 }).toBeGreaterThan(Date.now() + aheadMs - hour);
    }
    aheadMs = 30 * 24 * hour + 1000;
    expect(await sessionActor(hub, sid)).toBeUndefined();
    const idle = await createSession(hub, { id: user.id, tenantId: actor.tenantId });
    aheadMs += 12 * hour + 1000;
    expect(await sessionActor(hub, idle)).toBeUndefined();
  });

  it.each(["", "nonsense", `${newId()}.${newId()}`, `${newId()}.${newId()}.x`, "' or 1=1"])(
    "%s is not accepted as a session",
    async (sid) => {
      expect(await sessionActor(hub, sid)).toBeUndefined();
    },
  );
});
