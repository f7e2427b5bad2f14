import { beforeEach, describe, expect, it } from "vitest";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type Actor, type Scope, userActor } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "../keys/index.ts";
import { isWellFormed, makeKey } from "../keys/key-format.ts";
import { execute } from "../runtime/execute.ts";
import { activateUser, createUser, currentUser, deleteUser, getUser, listUsers, updateUser } from "./index.ts";

const hub = testHub();
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

const email = () => `${newId()}@example.com`;
const create = async (more: object = {}, by = actor) =>
  (await execute(hub, by, createUser, { email: email(), name: "Sam Carter", role: "agent", ...more })).output;
const keyActor = (...scopes: Scope[]): Actor => ({ ...actor, type: "api_key", id: newId(), scopes: new Set(scopes) });

describe("users", () => {
  it("never expose their password in outputs, events or stored responses", async () => {
    const password = "correct horse battery";
    const input = { email: email(), name: "Sam", role: "agent", password };
    const { output } = await execute(hub, actor, createUser, input, { idempotencyKey: "u1" });
    expect(JSON.stringify(output)).not.toContain("argon2");
    const again = await execute(hub, actor, createUser, input, { idempotencyKey: "u1" });
    expect(again).toEqual({ output, replayed: true });
    const [kept] = await hub.db.sql`
      select count(*)::int as count from (
        select output::text as text from idempotency union all select data::text from events) as texts
      where text like ${`%${password}%`} or text like '%argon2%'`;
    expect(kept).toEqual({ count: 0 });
    const [row] = await hub.db.sql<{ hash: string }[]>`select password_hash as hash from users where id = ${output.id}`;
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("have unique emails, ignoring case", async () => {
    const { email: taken } = await create();
    await expect(create({ email: taken.toUpperCase() })).rejects.toMatchObject({ code: "user.email_taken" });
    const other = await createTestTenant(hub);
    await expect(create({ email: taken }, other)).rejects.toMatchObject({ code: "user.email_unavailable" });
    await expect(create({ password: "short" })).rejects.toMatchObject({ kind: "invalid" });
  });

  it("are updated at the version that was read", async () => {
    const user = await create();
    const { output } = await execute(hub, actor, updateUser, { id: user.id, ifVersion: 1, name: "Samira" });
    expect(output).toMatchObject({ name: "Samira", role: "agent", version: 2 });
    const late = execute(hub, actor, updateUser, { id: user.id, ifVersion: 1, name: "Bob" });
    await expect(late).rejects.toMatchObject({ kind: "precondition_failed" });
    await execute(hub, actor, updateUser, { id: user.id, active: false });
    expect((await execute(hub, actor, activateUser, { id: user.id })).output).toMatchObject({ active: true });
  });

  it("cannot be created or taken over by an actor with fewer scopes", async () => {
    const key = keyActor("users:write", "orders:read");
    await expect(create({ role: "admin" }, key)).rejects.toMatchObject({ code: "auth.beyond_own_scopes" });
    const admin = await create({ role: "admin" });
    for (const change of [{ password: "my own password" }, { role: "viewer" }, { email: email() }]) {
      const takeover = execute(hub, key, updateUser, { id: admin.id, ...change });
      await expect(takeover).rejects.toMatchObject({ kind: "forbidden", code: "auth.beyond_own_scopes" });
    }
    await expect(execute(hub, key, deleteUser, { id: admin.id })).rejects.toMatchObject({ kind: "forbidden" });
  });

  it("always include one active administrator, also under concurrent demotions", async () => {
    const [a, b] = [await create({ role: "admin" }), await create({ role: "admin" })];
    const settled = await Promise.allSettled([
      execute(hub, actor, updateUser, { id: a.id, role: "viewer" }),
      execute(hub, actor, deleteUser, { id: b.id }),
    ]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(settled.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "user.last_admin" } });
  });

  it("are erased when deleted, and free their email", async () => {
    const user = await create();
    await execute(hub, actor, deleteUser, { id: user.id });
    await expect(execute(hub, actor, getUser, { id: user.id })).rejects.toMatchObject({ kind: "not_found" });
    const [row] = await hub.db.sql<
      { name: string; email: string }[]
    >`select name, email from users where id = ${user.id}`;
    expect(row).toEqual({ name: "Deleted user", email: `${user.id}@deleted.invalid` });
    expect(await create({ email: user.email })).toMatchObject({ email: user.email });
  });

  it("are listed by name, role and part of the email, page by page", async () => {
    for (const name of ["Zoe", "adam", "Mia"]) await create({ name, role: name === "Mia" ? "viewer" : "agent" });
    const first = (await execute(hub, actor, listUsers, { limit: 2 })).output;
    expect(first.data.map((user) => user.name)).toEqual(["adam", "Mia"]);
    const rest = (await execute(hub, actor, listUsers, { limit: 2, cursor: first.nextCursor })).output;
    expect(rest.data.map((user) => user.name)).toEqual(["Zoe"]);
    expect((await execute(hub, actor, listUsers, { role: "viewer" })).output.data).toHaveLength(1);
    expect((await execute(hub, actor, listUsers, { q: "ADA", sort: "-createdAt" })).output.data).toHaveLength(1);
  });

  it("can read their own record", async () => {
    const user = await create({ role: "viewer" });
    const { output } = await execute(hub, userActor({ ...user, tenantId: actor.tenantId }), currentUser, {});
    expect(output).toMatchObject({ type: "user", email: user.email, role: "viewer" });
    expect(output.scopes).not.toContain("orders:write");
  });
});

describe("API keys", () => {
  it("are shown once, also on a retry with the same idempotency key", async () => {
    const input = { name: "Shop", scopes: ["orders:write"] };
    const { output } = await execute(hub, actor, createApiKey, input, { idempotencyKey: "k1" });
    expect(output.secret).toMatch(/^xd_live_[0-9A-Za-z]{38}$/);
    const again = await execute(hub, actor, createApiKey, input, { idempotencyKey: "k1" });
    expect(again).toMatchObject({ replayed: true, output: { id: output.id, secret: null } });
    const [kept] = await hub.db
      .sql`select count(*)::int as count from idempotency where output::text like ${`%${output.secret}%`}`;
    expect(kept).toEqual({ count: 0 });
    const { output: list } = await execute(hub, actor, listApiKeys, {});
    expect(list.data).toMatchObject([
      { id: output.id, hint: `${output.secret?.slice(0, 12)}…`, scopes: ["orders:write"] },
    ]);
    expect(JSON.stringify(list)).not.toContain(output.secret);
  });

  it("grant no more scopes than their creator holds", async () => {
    const wanted = { name: "Sneaky", scopes: ["orders:read", "users:write"] };
    const making = execute(hub, keyActor("keys:write", "orders:read"), createApiKey, wanted);
    await expect(making).rejects.toMatchObject({
      code: "auth.beyond_own_scopes",
      details: { missing: ["users:write"] },
    });
    await expect(execute(hub, actor, createApiKey, { ...wanted, scopes: ["system"] })).rejects.toMatchObject({
      kind: "invalid",
    });
  });

  it("can be revoked once, permanently", async () => {
    const { output } = await execute(hub, actor, createApiKey, { name: "Shop", scopes: ["orders:read"] });
    const first = (await execute(hub, actor, revokeApiKey, { id: output.id })).output;
    expect(first.revokedAt).not.toBeNull();
    expect((await execute(hub, actor, revokeApiKey, { id: output.id })).output).toEqual(first);
  });

  it("carry a checksum that distinguishes a typing error from a key", () => {
    for (let i = 0; i < 200; i += 1) {
      const key = makeKey();
      expect(isWellFormed(key)).toBe(true);
      const at = 8 + (i % 38);
      const wrong = key.slice(0, at) + (key[at] === "a" ? "b" : "a") + key.slice(at + 1);
      expect(isWellFormed(wrong)).toBe(false);
    }
    expect(isWellFormed("x".repeat(31))).toBe(false);
    expect(isWellFormed("any string of thirty-two or more characters")).toBe(true);
  });
});
