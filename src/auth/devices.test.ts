import { expect, it } from "vitest";
import { listSessions, revokeOtherSessions, revokeSession } from "#core/accounts/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createSession, sessionActor } from "./sessions.ts";

const shop = testShop();
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36";
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Mobile/15E148 Safari/604.1";

async function person(role = "viewer") {
  const input = { email: `${newId()}@example.com`, name: "Sam", role, password: "correct horse battery" };
  const { id } = await shop.run(createUser, input);
  const { tenantId } = shop.actor;
  return (from: { userAgent?: string; ip?: string } = {}) => createSession(shop.hub, { id, tenantId }, from);
}
async function actorOf(sid: string): Promise<Actor> {
  const actor = await sessionActor(shop.hub, sid);
  if (actor === undefined) throw new Error("the session has ended");
  return actor;
}
const list = async (sid: string) => (await execute(shop.hub, await actorOf(sid), listSessions, {})).output.data;
const idOf = (sid: string) => sid.split(".")[1] ?? "";

it("people of every role see where they are signed in, and nobody else's devices", async () => {
  const [signIn, other] = [await person(), await person("admin")];
  const here = await signIn({ userAgent: CHROME, ip: "203.0.113.7" });
  await signIn({ userAgent: PHONE });
  await signIn({ userAgent: "curl/8.14" });
  await other({ userAgent: CHROME });
  const devices = await list(here);
  expect(devices.map(({ device }) => device)).toEqual(
    expect.arrayContaining(["Chrome on Windows", "Safari on iOS", "curl/8.14"]),
  );
  expect(devices).toHaveLength(3);
  expect(devices.filter(({ current }) => current)).toMatchObject([{ id: idOf(here), address: "203.0.113.7" }]);
});

it("a device that is signed out opens nothing, in another process too; those of others cannot be signed out", async () => {
  const [signIn, other] = [await person(), await person("admin")];
  const [here, there, theirs] = [await signIn(), await signIn(), await other()];
  const actor = await actorOf(here);
  const end = (sid: string) => execute(shop.hub, actor, revokeSession, { id: idOf(sid) });
  await expect(end(theirs)).rejects.toMatchObject({ kind: "not_found" });
  expect(await sessionActor(shop.rival, theirs)).toBeDefined();
  expect((await end(there)).output).toEqual({ ended: 1 });
  expect(await sessionActor(shop.rival, there)).toBeUndefined();
  expect((await end(there)).output).toEqual({ ended: 0 });
  expect(await list(here)).toHaveLength(1);
});

it("all others are signed out at once, and the event tells how many", async () => {
  const signIn = await person();
  const [here, ...others] = await Promise.all([signIn(), signIn(), signIn()]);
  const actor = await actorOf(here ?? "");
  expect((await execute(shop.hub, actor, revokeOtherSessions, {})).output).toEqual({ ended: 2 });
  for (const sid of others) expect(await sessionActor(shop.hub, sid)).toBeUndefined();
  expect(await sessionActor(shop.hub, here ?? "")).toBeDefined();
  const told = await shop.hub.db.sql`
    select data, actor_id as by from events where type = 'user.sessions_revoked' and subject_id = ${actor.id}`;
  expect(told).toEqual([{ data: { count: 2 }, by: actor.id }]);
});

it("keys and tokens have no devices", async () => {
  const signIn = await person();
  const actor = await actorOf(await signIn());
  const programs: Actor[] = [shop.actor, { ...actor, client: newId() }, { ...actor, type: "api_key" }];
  for (const program of programs)
    for (const asked of [
      execute(shop.hub, program, listSessions, {}),
      execute(shop.hub, program, revokeOtherSessions, {}),
    ])
      await expect(asked).rejects.toMatchObject({ kind: "unauthenticated" });
});

it("the last use is noted once a minute, and no request waits for it", async () => {
  const signIn = await person();
  const sid = await signIn();
  const { sql } = shop.hub.db;
  const seen = async () =>
    (await sql<{ at: Date }[]>`select last_seen_at as at from sessions where id = ${idOf(sid)}`)[0]?.at.getTime() ?? 0;
  await sql`update sessions set last_seen_at = now() - interval '2 minutes' where id = ${idOf(sid)}`;
  const before = await seen();
  await sql.begin(async (held) => {
    await held`select from sessions where id = ${idOf(sid)} for update`;
    expect(await sessionActor(shop.hub, sid)).toBeDefined();
  });
  await expect.poll(seen).toBeGreaterThan(before);
  const noted = await seen();
  await sessionActor(shop.hub, sid);
  expect(await seen()).toBe(noted);
});
