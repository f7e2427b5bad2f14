import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser, deleteUser } from "#core/users/index.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { ensureAdmin } from "./bootstrap.ts";
import { createSession } from "./sessions.ts";
import { signIn } from "./sign-in.ts";

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
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

describe("sign-in", () => {
  it("accepts the right password, with the email in any letter case", async () => {
    const user = await person();
    const signed = await signIn(hub, { email: ` ${user.email.toUpperCase()}`, password });
    expect(signed).toMatchObject({ id: user.id, role: "agent", tenantId: actor.tenantId });
  });

  it("returns the same error for a wrong password and for an unknown, inactive or deleted user", async () => {
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
      { email: "no\0body@example.com", password },
      { email: `${"x".repeat(2000)}@example.com`, password: "y".repeat(100_000) },
      { email: inactive.email, password },
      { email: deleted.email, password },
      { email: mute.email, password: "" },
    ];
    const said = await Promise.all(tries.map((each) => outcome(signIn(hub, each))));
    expect(said).toEqual(Array.from({ length: 7 }, () => "auth.invalid_credentials"));
  });

  it("allows five wrong passwords per email and network, also with 20 parallel attempts in two processes", async () => {
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

  const network = () => `2001:db8:${newId().slice(0, 4)}:${newId().slice(-4)}`;
  const wrong = (email: string, ip: string) => outcome(signIn(hub, { email, password: `wrong ${newId()}`, ip }));
  const stranger = () => `x${newId()}@example.com`;

  it("five failed attempts from one network do not lock the user out elsewhere", async () => {
    const { email } = await person();
    const [theirs, ours] = [`${network()}::1`, `${network()}::1`];
    for (let i = 0; i < 6; i += 1) await wrong(email, theirs);
    expect(await wrong(email, theirs)).toBe("auth.throttled");
    expect(await outcome(signIn(hub, { email, password, ip: ours }))).toBe("ok");
  });

  it("counts an IPv6 /64 network as one caller, for all addresses and emails", async () => {
    const net = network();
    const said: string[] = [];
    for (let i = 0; i < 40; i += 1) said.push(await wrong(stranger(), `${net}::${i.toString(16)}`));
    expect(said.filter((each) => each === "auth.invalid_credentials")).toHaveLength(35);
    expect(said.at(-1)).toBe("auth.throttled");
  });

  it("known users can sign in from a network with 30 failures, and during an attack from many networks", async () => {
    const ip = `203.0.113.${Math.floor(Math.random() * 250)}`;
    const [fresh, known] = [await person(), await person()];
    await createSession(hub, await signIn(hub, { email: known.email, password, ip }), { ip });
    for (let i = 0; i < 30; i += 1) await wrong(stranger(), ip);
    expect(await outcome(signIn(hub, { email: fresh.email, password, ip }))).toBe("ok");
    for (let i = 0; i < 10; i += 1) await wrong(stranger(), ip);
    expect(await outcome(signIn(hub, { email: fresh.email, password, ip }))).toBe("auth.throttled");
    expect(await outcome(signIn(hub, { email: known.email, password, ip }))).toBe("ok");
    for (let i = 0; i < 5; i += 1) await wrong(known.email, ip);
    expect(await wrong(known.email, ip)).toBe("auth.throttled");
  });

  it("resets the count after a success, and counts identical parallel attempts once", async () => {
    const user = await person();
    const fail = () => outcome(signIn(hub, { email: user.email, password: "wrong" }));
    const right = () => outcome(signIn(hub, { email: user.email, password }));
    for (let i = 0; i < 4; i += 1) await fail();
    expect(await Promise.all(Array.from({ length: 12 }, right))).toEqual(Array.from({ length: 12 }, () => "ok"));
    for (let i = 0; i < 4; i += 1) expect(await fail()).toBe("auth.invalid_credentials");
    expect(await right()).toBe("ok");
  });

  it("creates the environment's administrator once, and keeps a password changed since", async () => {
    const admin = { email: `${newId()}@example.com`, password: "twelve or so" };
    await ensureAdmin(hub, actor.tenantId, admin);
    await ensureAdmin(hub, actor.tenantId, { ...admin, password: "short" });
    expect(await signIn(hub, admin)).toMatchObject({ role: "admin" });
  });
});
