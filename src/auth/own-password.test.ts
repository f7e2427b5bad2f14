import { describe, expect, it } from "vitest";
import { type Actor, roles, userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { changePassword, createUser, ensureAdmin, updateUser } from "#core/users/index.ts";
import { createTestTenant } from "#testing/fixtures/hub.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createSession, sessionActor } from "./sessions.ts";
import { signIn } from "./sign-in.ts";

const shop = testShop();
const old = "the old password";
const wanted = "the new password";

async function person(role: (typeof roles)[number]) {
  const email = `${newId()}@example.com`;
  const { id } = await shop.run(createUser, { email, name: "Sam", role, password: old });
  return { email, id, actor: userActor({ id, name: "Sam", role, tenantId: shop.actor.tenantId }) };
}
const change = (actor: Actor, input: object) => execute(shop.hub, actor, changePassword, input);

describe("changing one's own password", () => {
  it.each(roles)("a user of the role %s can change it, and all their sessions end", async (role) => {
    const { email, id, actor } = await person(role);
    const sid = await createSession(shop.hub, { id, tenantId: actor.tenantId });
    await expect(change(actor, { currentPassword: "a guess", newPassword: wanted })).rejects.toMatchObject({
      code: "user.wrong_password",
    });
    expect(await sessionActor(shop.hub, sid)).toBeDefined();
    await change(actor, { currentPassword: old, newPassword: wanted });
    expect(await sessionActor(shop.hub, sid)).toBeUndefined();
    expect((await signIn(shop.hub, { email, password: wanted })).id).toBe(id);
    await expect(signIn(shop.hub, { email, password: old })).rejects.toMatchObject({ kind: "unauthenticated" });
  });

  it("is throttled over all processes, and a right password starts the count anew", async () => {
    const { actor, email } = await person("viewer");
    const guess = (at: number) =>
      execute(at % 2 === 0 ? shop.hub : shop.rival, actor, changePassword, {
        currentPassword: `guess ${at}`,
        newPassword: wanted,
      });
    const codes = (await Promise.allSettled(Array.from({ length: 9 }, (_, at) => guess(at)))).map(
      (each) => each.status === "rejected" && each.reason.code,
    );
    expect(codes.filter((code) => code === "user.wrong_password")).toHaveLength(5);
    expect(codes.filter((code) => code === "auth.throttled")).toHaveLength(4);
    await expect(change(actor, { currentPassword: old, newPassword: wanted })).rejects.toMatchObject({
      code: "auth.throttled",
      retryAfterS: expect.any(Number),
    });
    expect(await signIn(shop.hub, { email, password: old })).toMatchObject({ email });
  });

  it("is not available to API keys", async () => {
    const key: Actor = { ...shop.actor, type: "api_key", id: newId() };
    const input = { currentPassword: old, newPassword: wanted };
    await expect(change(key, input)).rejects.toMatchObject({ kind: "unauthenticated" });
  });
});

it("an email of another tenant's user reveals nothing, not even that it exists", async () => {
  const { email } = await person("agent");
  const stranger = await createTestTenant(shop.hub);
  const own = { email: `${newId()}@example.com`, name: "Mo", role: "agent" };
  const { output } = await execute(shop.hub, stranger, createUser, own);
  const tries = [
    execute(shop.hub, stranger, createUser, { ...own, email }),
    execute(shop.hub, stranger, updateUser, { id: output.id, email }),
  ];
  for (const refused of await Promise.allSettled(tries)) {
    expect(refused).toMatchObject({ status: "rejected", reason: { code: "user.email_unavailable" } });
    expect(JSON.stringify(refused)).not.toMatch(/already|taken|user with/);
  }
});

describe("a password that is among the first guesses", () => {
  const common = { code: "user.common_password" };

  it("is refused wherever one is set, and refuses no other call of its batch", async () => {
    const { id, actor, email } = await person("admin");
    const admin = { email: `${newId()}@example.com`, password: "Password2026!" };
    await expect(change(actor, { currentPassword: old, newPassword: "Password2026!" })).rejects.toMatchObject(common);
    await expect(shop.run(ensureAdmin, admin)).rejects.toMatchObject(common);
    await expect(shop.run(ensureAdmin, { ...admin, password: "short" })).rejects.toMatchObject({
      code: "user.short_password",
    });
    const fresh = (password: string) => ({ email: `${newId()}@example.com`, name: "Mo", role: "agent", password });
    const { id: other } = await person("agent");
    const settled = await Promise.allSettled([
      shop.run(createUser, fresh("sonyericsson")),
      shop.run(createUser, fresh("wolf tea 19 lamp")),
      shop.run(updateUser, { id, password: "qwertyqwerty" }),
      shop.run(updateUser, { id, password: email }),
      shop.run(updateUser, { id: other, password: "wolf tea 19 lamp" }),
    ]);
    expect(settled).toMatchObject([
      { reason: common },
      { status: "fulfilled" },
      { reason: common },
      { reason: common },
      { status: "fulfilled" },
    ]);
  });
});
