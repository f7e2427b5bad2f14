import { beforeEach, describe, expect, it } from "vitest";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import { type Actor, userActor } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { execute } from "../runtime/execute.ts";
import { createUser, getUser, updateUser } from "./index.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

const email = () => `${newId()}@example.com`;
const create = async (more: object = {}, { at = hub, by = actor }: { at?: TestHub; by?: Actor } = {}) =>
  (await execute(at, by, createUser, { email: email(), name: "Sam", role: "agent", ...more })).output;
const update = async (id: string, change: object, at: TestHub = hub) =>
  (await execute(at, actor, updateUser, { id, ...change })).output;

const refusalsOf = (settled: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));

describe("users created in one batch", () => {
  it("get an email exactly once, also in two processes", async () => {
    const wanted = email();
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => create({ email: wanted }, { at: n % 2 ? hub : rival })),
    );
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(refusalsOf(settled)).toMatchObject(Array.from({ length: 19 }, () => ({ code: "user.email_taken" })));
  });

  it("are judged by the scopes of their own caller, and have their own password", async () => {
    const viewer = await create({ role: "manager" });
    const manager = userActor({ ...viewer, tenantId: actor.tenantId });
    const wide: Actor = { ...manager, scopes: new Set([...manager.scopes, "users:write"]) };
    const password = "correct horse battery";
    const [first, beyond, second] = await Promise.allSettled([
      create({ password }),
      create({ role: "admin" }, { by: wide }),
      create(),
    ]);
    expect(beyond).toMatchObject({ reason: { code: "auth.beyond_own_scopes" } });
    const ids = [first, second].map((each) => (each.status === "fulfilled" ? each.value.id : ""));
    const rows = await hub.db.sql<{ id: string; has: boolean }[]>`
      select id, password_hash is not null as has from users where id = any(${ids}::uuid[])`;
    expect(ids.map((id) => rows.find((row) => row.id === id)?.has)).toEqual([true, false]);
  });
});

describe("user updates of one batch", () => {
  it("are answered as if one after another: an email that one frees is free for the next", async () => {
    const users = await Promise.all(Array.from({ length: 12 }, () => create()));
    const busy = await create();
    const free = email();
    const wanted = users.map((_, n) => users[n - 1]?.email ?? free);
    await Promise.all([
      update(busy.id, { name: "Busy" }),
      ...users.map(({ id }, n) => update(id, { email: wanted[n] })),
    ]);
    const now = await Promise.all(
      users.map(async ({ id }) => (await execute(hub, actor, getUser, { id })).output.email),
    );
    expect(now).toEqual(wanted);
  });

  it("reject an email that a later one frees", async () => {
    const [holder, taker, busy] = [await create(), await create(), await create()];
    const [, taken, freed] = await Promise.allSettled([
      update(busy.id, { name: "Busy" }),
      update(taker.id, { email: holder.email }),
      update(holder.id, { email: email() }),
    ]);
    expect(taken).toMatchObject({ reason: { code: "user.email_taken" } });
    expect(freed).toMatchObject({ status: "fulfilled" });
  });

  it("leave one active administrator, also in two processes", async () => {
    const admins = await Promise.all(Array.from({ length: 6 }, () => create({ role: "admin" })));
    const settled = await Promise.allSettled(
      admins.map(({ id }, n) => update(id, n % 3 === 0 ? { active: false } : { role: "viewer" }, n % 2 ? hub : rival)),
    );
    expect(refusalsOf(settled)).toMatchObject([{ code: "user.last_admin" }]);
  });

  it("of one user build on each other, and end sessions only for a new password or deactivation", async () => {
    const [user, busy] = [await create(), await create()];
    const changes = [{ name: "One" }, { role: "viewer" }, { name: "Two" }];
    const settled = await Promise.all([
      update(busy.id, { name: "Busy" }),
      ...changes.map((change) => update(user.id, change)),
    ]);
    expect(settled.slice(1).map(({ version }) => version)).toEqual([2, 3, 4]);
    const stale = update(user.id, { ifVersion: 2, name: "Late" });
    await expect(stale).rejects.toMatchObject({ kind: "precondition_failed" });
  });

  it("give an email to one of many in two processes", async () => {
    const users = await Promise.all(Array.from({ length: 12 }, () => create()));
    const wanted = email();
    const settled = await Promise.allSettled(
      users.map(({ id }, n) => update(id, { email: wanted }, n % 2 ? hub : rival)),
    );
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(refusalsOf(settled)).toMatchObject(Array.from({ length: 11 }, () => ({ code: "user.email_taken" })));
  });
});
