import { beforeEach, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import {
  createApiKey,
  getApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
  showApiKeys,
  updateApiKey,
} from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { apiKeyActor, keyIdentity } from "./api-keys.ts";
import { ensureApiKey } from "./bootstrap.ts";

let actor: Actor;
let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
const hub = Object.assign(testHub(), { clock });
const rival = Object.assign(testRival(hub), { clock });

beforeEach(async () => {
  aheadMs = 0;
  actor = await createTestTenant(hub);
});

const SCOPES = ["orders:read", "orders:write", "keys:write"];
const make = async (more: object = {}, by = actor) =>
  (await execute(hub, by, createApiKey, { name: "Shop", scopes: SCOPES, ...more })).output;
const update = async (input: object, by = actor, on = hub) => (await execute(on, by, updateApiKey, input)).output;
const rotate = async (input: object, by = actor, on = hub) => (await execute(on, by, rotateApiKey, input)).output;
const get = async (id: string) => (await execute(hub, actor, getApiKey, { id })).output;
async function actorOf(secret: string | null, on = hub): Promise<Actor> {
  const found = await apiKeyActor(on, secret ?? "");
  if (found === undefined) throw new Error("the key is rejected");
  return found;
}
const eventsOf = (id: string) => hub.db.sql<{ type: string; data: object }[]>`
  select type, data from events where tenant_id = ${actor.tenantId} and subject_id = ${id} order by sequence`;

it("addresses are normalised, and what is none, or all, is refused with its place", async () => {
  const { allowedAddresses } = await make({
    allowedAddresses: ["203.0.113.7/32", " 2001:DB8::/32 ", "::ffff:203.0.113.7", "203.0.113.7"],
  });
  expect(allowedAddresses).toEqual(["203.0.113.7", "2001:db8::/32"]);
  const wrong = ["example.com", "0.0.0.0/0", "::/0", "203.0.113.7/24", "203.0.113.0/33", ""];
  const refused = make({ allowedAddresses: wrong });
  await expect(refused).rejects.toMatchObject({
    code: "request.invalid",
    errors: wrong.map((_, i) => expect.objectContaining({ pointer: `/allowedAddresses/${i}` })),
  });
});

it("a change is in force in every process once it has responded, and its event has no secret", async () => {
  const key = await make({ soapSecret: true });
  await Promise.all([actorOf(key.secret), actorOf(key.secret, rival)]);
  const changes = { name: "Warehouse", scopes: ["orders:read"], allowedAddresses: ["192.0.2.0/24"] };
  const changed = await update({ id: key.id, ifVersion: 1, limit: { requests: 5, windowS: 60 }, ...changes });
  expect(changed).toMatchObject({ ...changes, limit: { requests: 5, windowS: 60 }, version: 2 });
  expect(await get(key.id)).toEqual({ ...changed, lastUsedAt: expect.any(String), secrets: expect.anything() });
  const found = await keyIdentity(rival, key.secret ?? "");
  expect([...(found?.actor.scopes ?? [])]).toEqual(["orders:read"]);
  expect([found?.bounds?.allows("192.0.2.1"), found?.bounds?.allows("198.51.100.1")]).toEqual([true, false]);
  expect(found?.bounds?.quotas).toEqual([{ subject: `api_key:${key.id}`, policy: { quota: 5, windowS: 60 } }]);
  const rotated = await rotate({ id: key.id });
  const events = await eventsOf(key.id);
  expect(events.map(({ type }) => type)).toEqual(["api_key.created", "api_key.updated", "api_key.rotated"]);
  const text = JSON.stringify(events);
  for (const secret of [key.secret, key.soapSecret, rotated.secret, rotated.soapSecret])
    expect(text).not.toContain(secret?.slice(0, 14));
});

it("an update with a stale version is refused, and one that changes nothing makes no version and no event", async () => {
  const { id } = await make();
  const [one, two] = await Promise.allSettled([
    update({ id, ifVersion: 1, name: "One" }),
    update({ id, ifVersion: 1, name: "Two" }, actor, rival),
  ]);
  expect([one.status, two.status].toSorted()).toEqual(["fulfilled", "rejected"]);
  const refused = one.status === "rejected" ? one : two;
  expect(refused).toMatchObject({ reason: { code: "resource.stale" } });
  const { name } = await get(id);
  expect(await update({ id, ifVersion: 2, name })).toMatchObject({ version: 2 });
  expect((await eventsOf(id)).length).toBe(2);
});

it("both secrets are shown during the overlap, each with its last use, and the former one ends", async () => {
  const key = await make();
  await actorOf(key.secret);
  const rotated = await rotate({ id: key.id, overlapHours: 2 });
  expect(rotated.secret).not.toBe(key.secret);
  await actorOf(key.secret);
  const { secrets, lastUsedAt, rotatedAt, version } = await get(key.id);
  expect({ lastUsedAt, rotatedAt, version }).toEqual({
    lastUsedAt: secrets[1]?.lastUsedAt,
    rotatedAt: expect.any(String),
    version: 2,
  });
  expect(secrets).toMatchObject([
    { hint: rotated.hint, endsAt: null, lastUsedAt: null },
    { hint: key.hint, endsAt: expect.any(String), lastUsedAt: expect.any(String) },
  ]);
  aheadMs = 2 * 3_600_000 + 1;
  expect(await apiKeyActor(rival, key.secret ?? "")).toBeUndefined();
  await actorOf(rotated.secret, rival);
  expect((await get(key.id)).secrets).toHaveLength(1);
});

it("rotations of two processes at once leave one current secret, and each former one ends with the overlap", async () => {
  const key = await make();
  const [one, two] = await Promise.all([
    rotate({ id: key.id, overlapHours: 0 }),
    rotate({ id: key.id, overlapHours: 1 }, actor, rival),
  ]);
  const { hint, secrets, version } = await get(key.id);
  expect(version).toBe(3);
  const last = [one, two].find((each) => each.version === 3);
  expect(last?.hint).toBe(hint);
  await actorOf(last?.secret ?? null);
  expect(secrets.length).toBe(last === two ? 2 : 1);
  expect(await apiKeyActor(hub, key.secret ?? "")).toBeUndefined();
});

it("a secret that was replaced in the environment's key is not registered again", async () => {
  const raw = `outside-${newId()}-${newId()}`;
  await ensureApiKey(hub, actor.tenantId, { key: raw });
  const { id } = await actorOf(raw);
  await rotate({ id, overlapHours: 0 });
  await ensureApiKey(hub, actor.tenantId, { key: raw });
  expect(await apiKeyActor(hub, raw)).toBeUndefined();
  expect((await execute(hub, actor, listApiKeys, {})).output.data).toHaveLength(1);
});

it("a repeat with the same idempotency key changes nothing and shows no secret", async () => {
  const { id } = await make();
  const send = () => execute(hub, actor, rotateApiKey, { id }, { idempotencyKey: "rotate-1" });
  const first = await send();
  const again = await send();
  expect(again.output).toEqual({ ...first.output, secret: null });
  expect((await get(id)).version).toBe(2);
});

it("an ended key stays ended", async () => {
  const revoked = await make();
  await execute(hub, actor, revokeApiKey, { id: revoked.id });
  const expired = await make({ expiresAt: new Date(Date.now() + 1000).toISOString() });
  aheadMs = 2000;
  for (const { id } of [revoked, expired]) {
    await expect(update({ id, expiresAt: null })).rejects.toMatchObject({ code: "api_key.ended" });
    await expect(rotate({ id })).rejects.toMatchObject({ code: "api_key.ended" });
  }
  const { id } = await make();
  const past = new Date(Date.now() - 1000).toISOString();
  await expect(update({ id, expiresAt: past })).rejects.toMatchObject({ code: "api_key.expired" });
});

it("a key frees itself of none of its bounds: not by a change, a child or another key", async () => {
  const bounds = { allowedAddresses: ["192.0.2.0/24"], limit: { requests: 5, windowS: 60 } };
  const [bound, free] = await Promise.all([make({ ...bounds, expiresAt: "2099-01-01T00:00:00Z" }), make()]);
  const by = await actorOf(bound.secret);
  for (const change of [{ allowedAddresses: [] }, { limit: null }, { expiresAt: null }, { scopes: ["orders:read"] }])
    await expect(update({ id: bound.id, ...change }, by)).rejects.toMatchObject({ code: "api_key.not_own" });
  await expect(update({ id: free.id, name: "Mine" }, by)).rejects.toMatchObject({ code: "api_key.not_own" });
  await expect(rotate({ id: free.id }, by)).rejects.toMatchObject({ code: "api_key.not_own" });
  const child = await make({ allowedAddresses: ["198.51.100.0/24", "192.0.2.8/29"] }, by);
  await update({ id: child.id, expiresAt: null, limit: { requests: 1_000_000, windowS: 1 } }, by);
  const found = await keyIdentity(hub, child.secret ?? "");
  expect(["192.0.2.9", "192.0.2.1", "198.51.100.1"].map((from) => found?.bounds?.allows(from))).toEqual([
    true,
    false,
    false,
  ]);
  expect(found?.bounds?.quotas).toContainEqual({ subject: `api_key:${bound.id}`, policy: { quota: 5, windowS: 60 } });
  expect((await get(child.id)).expiresAt).toBe("2099-01-01T00:00:00.000Z");
  await expect(rotate({ id: bound.id }, await actorOf(child.secret))).rejects.toMatchObject({
    code: "api_key.not_own",
  });
  await actorOf((await rotate({ id: bound.id }, by)).secret);
});

it("nobody gives, or takes over, scopes that they do not hold", async () => {
  const { id } = await make({ scopes: ["orders:read", "keys:write"] });
  const all = await make({ scopes: ["orders:read", "payments:write"] });
  const by: Actor = { ...actor, type: "user", id: newId(), scopes: new Set(["orders:read", "keys:write"]) };
  const code = "auth.beyond_own_scopes";
  await expect(update({ id, scopes: ["orders:write"] }, by)).rejects.toMatchObject({ code });
  await expect(update({ id: all.id, name: "Mine" }, by)).rejects.toMatchObject({ code });
  await expect(rotate({ id: all.id }, by)).rejects.toMatchObject({ code });
  await update({ id, name: "Mine" }, by);
});

it("keys are seen with settings:read or keys:write, in their tenant only", async () => {
  const { id } = await make();
  const as = (scope: "settings:read" | "keys:write" | "orders:read"): Actor => ({ ...actor, scopes: new Set([scope]) });
  for (const scope of ["settings:read", "keys:write"] as const)
    expect((await execute(hub, as(scope), getApiKey, { id })).output).toMatchObject({ id });
  expect((await execute(hub, as("settings:read"), showApiKeys, {})).output.data).toMatchObject([{ id }]);
  await expect(execute(hub, as("orders:read"), getApiKey, { id })).rejects.toMatchObject({ code: "auth.forbidden" });
  const stranger = await createTestTenant(hub);
  for (const operation of [getApiKey, updateApiKey, rotateApiKey])
    await expect(execute(hub, stranger, operation, { id })).rejects.toMatchObject({ code: "resource.not_found" });
});
