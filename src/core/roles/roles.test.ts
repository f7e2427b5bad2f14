import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import { listPermissions, operations } from "../catalogue.ts";
import { type Actor, type Scope, scopes, userActor } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import type { Command, Query } from "../kernel/operation.ts";
import { execute } from "../runtime/execute.ts";
import { createUser, currentUser, deleteUser, getUser, listUsers, updateUser } from "../users/index.ts";
import { createRole, deleteRole, getRole, listRoles, updateRole } from "./index.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

interface From {
  readonly by?: Actor;
  readonly at?: TestHub;
}
async function run<I extends z.ZodType, O extends z.ZodType>(
  operation: Command<I, O> | Query<I, O>,
  input: object,
  { by = actor, at = hub }: From = {},
): Promise<z.output<O>> {
  return (await execute(at, by, operation, input)).output;
}
const packer = (more: object = {}, from: From = {}) =>
  run(createRole, { name: "Packer", scopes: ["orders:write", "orders:read"], ...more }, from);
const person = (more: object = {}, from: From = {}) =>
  run(createUser, { email: `${newId()}@example.com`, name: "Sam", role: "agent", ...more }, from);
const holding = (...held: Scope[]): Actor => ({ ...actor, type: "user", id: newId(), scopes: new Set(held) });

describe("the roles of a tenant", () => {
  it("are the built-in ones, and its own by name, with how many users have each", async () => {
    const [storeman, packing] = [await packer({ name: "storeman" }), await packer()];
    await person({ role: "custom", roleId: packing.id });
    await person({ role: "custom", roleId: packing.id });
    await person();
    const { data } = await run(listRoles, {});
    expect(data.map(({ id, users }) => [id, users])).toEqual([
      ["admin", 0],
      ["manager", 0],
      ["agent", 1],
      ["viewer", 0],
      [packing.id, 2],
      [storeman.id, 0],
    ]);
    expect(await run(getRole, { id: "viewer" })).toMatchObject({ name: "Viewer", role: "viewer", createdAt: null });
    const other = await createTestTenant(hub);
    await expect(run(getRole, { id: packing.id }, { by: other })).rejects.toMatchObject({ kind: "not_found" });
    await expect(run(deleteRole, { id: packing.id }, { by: other })).rejects.toMatchObject({ kind: "not_found" });
  });

  it("keep their permissions in the order of the catalogue, each once", async () => {
    const { scopes: kept } = await packer({ scopes: ["orders:write", "orders:read", "orders:write"] });
    expect(kept).toEqual(["orders:read", "orders:write"]);
  });

  it.each(["Packer", "PACKER", "admin", "Administrator"])("no second one is called %s", async (name) => {
    await packer();
    await expect(packer({ name })).rejects.toMatchObject({ code: "role.name_taken" });
    const other = await packer({ name: "Other" });
    await expect(run(updateRole, { id: other.id, name })).rejects.toMatchObject({ code: "role.name_taken" });
  });

  it("have each name once, also when two processes create them at once", async () => {
    const settled = await Promise.allSettled([0, 1, 2, 3].map((n) => packer({}, { at: n % 2 ? hub : rival })));
    const refused = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toMatchObject(Array.from({ length: 3 }, () => ({ code: "role.name_taken" })));
  });

  it.each(["admin", "manager", "agent", "viewer"])("%s cannot be changed or deleted", async (id) => {
    await expect(run(updateRole, { id, name: "Mine" })).rejects.toMatchObject({ code: "role.built_in" });
    await expect(run(deleteRole, { id })).rejects.toMatchObject({ code: "role.built_in" });
  });

  it("are changed at the version that was seen only", async () => {
    const { id } = await packer();
    await run(updateRole, { id, ifVersion: 1, description: "Packs" });
    await expect(run(updateRole, { id, ifVersion: 1, description: "Ships" })).rejects.toMatchObject({
      kind: "precondition_failed",
    });
    await expect(run(deleteRole, { id, ifVersion: 1 })).rejects.toMatchObject({ kind: "precondition_failed" });
    await expect(run(updateRole, { id, name: "PACKER" })).resolves.toMatchObject({ name: "PACKER", version: 3 });
    expect(await run(deleteRole, { id, ifVersion: 3 })).toEqual({ id });
    const told = await hub.db.sql`
      select type, data->'added' as added from events where subject_id = ${id} order by sequence`;
    expect(told).toEqual([
      { type: "role.created", added: null },
      { type: "role.updated", added: [] },
      { type: "role.updated", added: [] },
      { type: "role.deleted", added: null },
    ]);
  });
});

describe("permissions", () => {
  it("name the operations of the catalogue: each that needs a scope stands under it, and no other", async () => {
    const { data } = await run(listPermissions, {});
    expect(data.map(({ scope }) => scope)).toEqual([...scopes]);
    const shown = data.flatMap(({ scope, operations: opened }) => opened.map(({ name }) => `${scope} ${name}`));
    const expected = operations
      .filter(
        ({ audience, kind, scope }) =>
          audience !== "operator" && kind !== "lookup" && scope !== "any" && scope !== "link",
      )
      .map(({ scope, name }) => `${scope} ${name}`);
    expect(shown.toSorted()).toEqual(expected.toSorted());
  });
});

describe("nobody grants what they do not hold", () => {
  const lesser = () => holding("users:read", "users:write", "orders:read");

  it("by making, widening, narrowing or deleting a role", async () => {
    const { id } = await packer();
    const beyond = { code: "auth.beyond_own_scopes", details: { missing: ["orders:write"] } };
    const by = lesser();
    await expect(packer({ name: "Mine" }, { by })).rejects.toMatchObject(beyond);
    await expect(run(updateRole, { id, scopes: ["orders:read"] }, { by })).rejects.toMatchObject(beyond);
    await expect(run(deleteRole, { id }, { by })).rejects.toMatchObject(beyond);
    const mine = await packer({ name: "Mine", scopes: ["orders:read"] }, { by });
    await expect(run(updateRole, { id: mine.id, scopes: ["orders:write"] }, { by })).rejects.toMatchObject(beyond);
  });

  it("by giving a role to somebody, or changing somebody who has it", async () => {
    const { id } = await packer();
    const beyond = { code: "auth.beyond_own_scopes" };
    const by = lesser();
    const role = { role: "custom", roleId: id };
    await expect(person(role, { by })).rejects.toMatchObject(beyond);
    const [packing, reader] = [
      await person(role),
      await person({ ...role, roleId: (await packer({ name: "R", scopes: ["orders:read"] })).id }),
    ];
    await expect(run(updateUser, { id: reader.id, ...role }, { by })).rejects.toMatchObject(beyond);
    await expect(run(updateUser, { id: packing.id, name: "X" }, { by })).rejects.toMatchObject(beyond);
    await expect(run(deleteUser, { id: packing.id }, { by })).rejects.toMatchObject(beyond);
    expect(await run(updateUser, { id: reader.id, name: "X" }, { by })).toMatchObject({ name: "X" });
  });
});

describe("a user", () => {
  it("has one role: a built-in one by its name, or one of the shop's own by custom and its id", async () => {
    const { id: roleId } = await packer();
    const user = await person({ role: "custom", roleId });
    expect(await run(getUser, { id: user.id })).toMatchObject({ role: "custom", roleId });
    expect((await run(listUsers, { roleId })).data).toMatchObject([{ id: user.id }]);
    expect((await run(listUsers, { role: "custom" })).data).toMatchObject([{ id: user.id }]);
    expect(await run(updateUser, { id: user.id, name: "Kim" })).toMatchObject({ role: "custom", roleId });
    expect(await run(updateUser, { id: user.id, role: "viewer" })).toMatchObject({ role: "viewer", roleId: null });
    expect(await run(updateUser, { id: user.id, roleId })).toMatchObject({ role: "custom", roleId });
    const me = userActor({ ...user, tenantId: actor.tenantId }, ["orders:read"]);
    expect(await run(currentUser, {}, { by: me })).toMatchObject({ role: "custom", roleName: "Packer" });
  });

  it.each([
    [{ role: "custom" }, "role.unclear"],
    [{ role: "custom", roleId: null }, "role.unclear"],
    [{ role: "agent", roleId: newId() }, "role.unclear"],
    [{ role: "custom", roleId: newId() }, "role.unknown"],
  ])("is refused with %o: %s", async (given, code) => {
    await expect(person(given)).rejects.toMatchObject({ code });
    const { id } = await person();
    await expect(run(updateUser, { id, ...given })).rejects.toMatchObject({ code });
  });

  it("never has a role of another tenant", async () => {
    const other = await createTestTenant(hub);
    const { id: roleId } = await packer({}, { by: other });
    await expect(person({ role: "custom", roleId })).rejects.toMatchObject({ code: "role.unknown" });
  });

  it("keeps their role: it cannot be deleted until they have another one, or are deleted", async () => {
    const { id: roleId } = await packer();
    const [first, second] = [await person({ role: "custom", roleId }), await person({ role: "custom", roleId })];
    await expect(run(deleteRole, { id: roleId })).rejects.toMatchObject({ code: "role.in_use", details: { users: 2 } });
    await run(updateUser, { id: first.id, role: "agent" });
    await run(deleteUser, { id: second.id });
    expect(await run(deleteRole, { id: roleId })).toEqual({ id: roleId });
  });

  it("gets a role or the role is deleted, when both happen at once in two processes", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id: roleId } = await packer({ name: `Packer ${round}` });
      const { id } = await person();
      const give = () => run(updateUser, { id, roleId }, { at: rival });
      const [given, deleted] = await Promise.allSettled([give(), run(deleteRole, { id: roleId })]);
      const codes = [given, deleted].map((each) => (each.status === "rejected" ? each.reason.code : "done"));
      expect([
        ["done", "role.in_use"],
        ["role.unknown", "done"],
      ]).toContainEqual(codes);
    }
  });

  it("who is the last administrator gets no role of the shop's own, also when two lose theirs at once", async () => {
    const { id: roleId } = await packer({ scopes: [...scopes] });
    const [one, other] = [await person({ role: "admin" }), await person({ role: "admin" })];
    const settled = await Promise.allSettled([
      run(updateUser, { id: one.id, roleId }),
      run(updateUser, { id: other.id, roleId }, { at: rival }),
    ]);
    const codes = settled.map((each) => (each.status === "rejected" ? String(each.reason.code) : "done"));
    expect(codes.toSorted()).toEqual(["done", "user.last_admin"]);
  });
});
