import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import {
  beginFactor,
  confirmFactor,
  getFactors,
  makeRecoveryCodes,
  removeFactor,
  removeFactorsOf,
  requireFactor,
} from "#core/accounts/index.ts";
import { type Actor, userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser, updateUser } from "#core/users/index.ts";
import type { TestHub } from "#testing/fixtures/hub.ts";
import { createTestClient, oauthProcess } from "#testing/fixtures/oauth.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { confirmEnrolment, enrol, promote } from "./second-factor.ts";
import { createSession, pendingOf, sessionActor } from "./sessions.ts";

const shop = testShop();
const password = "correct horse battery";
let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
const at = (hub: TestHub) => Object.assign(hub, { clock });
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock().getTime() + steps * 30_000 });

async function person(role: "admin" | "viewer" = "viewer") {
  at(shop.hub);
  at(shop.rival);
  const email = `${newId()}@example.com`;
  const { id } = await shop.run(createUser, { email, name: "Sam", role, password });
  const { tenantId } = shop.actor;
  const actor = userActor({ id, name: "Sam", role, tenantId });
  return { id, email, actor, begin: () => createSession(shop.hub, { id, tenantId }) };
}

/** Adds an app, and moves the clock so that its next code is a new one. */
async function withApp(actor: Actor) {
  const begun = (await execute(shop.hub, actor, beginFactor, {})).output;
  const secret = begun.secret ?? "";
  const { output } = await execute(shop.hub, actor, confirmFactor, { id: begun.id, code: codeOf(secret) });
  aheadMs += 60_000;
  return { id: begun.id, secret, recoveryCodes: output.recoveryCodes ?? [] };
}
const outcome = (work: Promise<unknown>) => work.then(() => "ok").catch((error: { code: string }) => error.code);
const give = (sid: string, code: string, { hub = shop.hub, ip }: { hub?: TestHub; ip?: string } = {}) =>
  promote(hub, sid, { code, ip });

describe("a sign-in with a second factor", () => {
  it("opens nothing until the code is given, and its session then has another id", async () => {
    const { actor, begin } = await person();
    const { secret } = await withApp(actor);
    const sid = await begin();
    await expect(sessionActor(shop.hub, sid)).rejects.toMatchObject({
      kind: "unauthenticated",
      code: "auth.factor_required",
    });
    const full = await give(sid, codeOf(secret));
    expect(full).not.toBe(sid);
    expect(await sessionActor(shop.rival, full)).toMatchObject({ id: actor.id });
    expect(await sessionActor(shop.hub, sid)).toBeUndefined();
    expect(await outcome(give(sid, codeOf(secret, 1)))).toBe("auth.sign_in_over");
  });

  it("takes a code once: of many that give it at once, in two processes, one is let in", async () => {
    const { actor, begin } = await person();
    const { secret } = await withApp(actor);
    const sids = await Promise.all([begin(), begin(), begin(), begin()]);
    const code = codeOf(secret);
    const given = sids.map((sid, index) => outcome(give(sid, code, { hub: index % 2 === 0 ? shop.hub : shop.rival })));
    expect((await Promise.all(given)).toSorted()).toEqual([
      "ok",
      "user.wrong_code",
      "user.wrong_code",
      "user.wrong_code",
    ]);
    expect(await outcome(give(await begin(), codeOf(secret, -1)))).toBe("user.wrong_code");
  });

  it("takes the codes of one step before and after, and none further off", async () => {
    const { actor, begin } = await person();
    const { secret } = await withApp(actor);
    for (const steps of [-2, 2])
      expect(await outcome(give(await begin(), codeOf(secret, steps)))).toBe("user.wrong_code");
    for (const steps of [-1, 0, 1]) expect(await outcome(give(await begin(), codeOf(secret, steps)))).toBe("ok");
  });

  it("takes each recovery code once, also at once in two processes, and none that was replaced", async () => {
    const { actor, begin } = await person();
    const { recoveryCodes } = await withApp(actor);
    expect(recoveryCodes).toHaveLength(10);
    const [first = "", second = ""] = recoveryCodes;
    const sids = [await begin(), await begin()];
    const given = sids.map((sid, index) => outcome(give(sid, first, { hub: index === 0 ? shop.hub : shop.rival })));
    expect((await Promise.all(given)).toSorted()).toEqual(["ok", "user.wrong_code"]);
    expect((await execute(shop.hub, actor, getFactors, {})).output.recoveryCodesLeft).toBe(9);
    await execute(shop.hub, actor, makeRecoveryCodes, {});
    expect(await outcome(give(await begin(), second.toUpperCase()))).toBe("user.wrong_code");
    const [kept] = await shop.hub.db.sql`
      select count(*)::int as n from recovery_codes where hash = any(${recoveryCodes}::text[])`;
    expect(kept).toEqual({ n: 0 });
  });

  it("is throttled per account over all processes and networks, and a wrong code is counted though it is refused", async () => {
    const { actor, begin } = await person();
    const { secret } = await withApp(actor);
    const sid = await begin();
    const guesses: string[] = [];
    for (let n = 0; n < 24; n += 1)
      guesses.push(
        await outcome(give(sid, "00000a", { hub: n % 2 === 0 ? shop.hub : shop.rival, ip: `203.0.113.${n}` })),
      );
    expect(guesses.filter((code) => code === "user.wrong_code")).toHaveLength(20);
    expect(guesses.slice(20)).toEqual(Array.from({ length: 4 }, () => "auth.throttled"));
    expect(await outcome(give(sid, codeOf(secret)))).toBe("auth.throttled");
    aheadMs += 16 * 60_000;
    expect(await outcome(give(await begin(), codeOf(secret)))).toBe("ok");
  });

  it("is over after ten minutes, and when the password changes meanwhile", async () => {
    const { id, actor, begin } = await person();
    const { secret } = await withApp(actor);
    const [late, changed] = [await begin(), await begin()];
    await shop.run(updateUser, { id, password: "another password" });
    expect(await outcome(give(changed, codeOf(secret)))).toBe("auth.sign_in_over");
    const next = await begin();
    aheadMs += 10 * 60_000 + 1;
    for (const sid of [late, next]) expect(await outcome(give(sid, codeOf(secret)))).toBe("auth.sign_in_over");
  });

  it("is not walked around by the password grant, and tokens granted before end", async () => {
    const { actor, email } = await person();
    const oauth = oauthProcess(shop.hub);
    const client = await createTestClient(shop.hub, shop.actor, { firstParty: true });
    const asked = () => oauth.ask("token", { grant_type: "password", username: email, password, ...client });
    const { body } = await asked();
    await withApp(actor);
    expect(await asked()).toMatchObject({
      status: 400,
      body: { error: "invalid_grant", error_description: expect.stringContaining("second factor") },
    });
    await expect.poll(() => oauth.actor(String(body["access_token"])), { timeout: 3000 }).toBeUndefined();
    const refreshed = await oauth.ask("token", {
      grant_type: "refresh_token",
      refresh_token: String(body["refresh_token"]),
      ...client,
    });
    expect(refreshed.status).toBe(400);
  });
});

describe("where everybody needs a second factor", () => {
  it("who has none adds one at the next sign-in, and opens nothing before", async () => {
    const { begin, actor } = await person();
    await shop.run(requireFactor, { required: true });
    const sid = await begin();
    await expect(sessionActor(shop.hub, sid)).rejects.toMatchObject({ details: { awaits: "enrolment" } });
    expect(await outcome(give(sid, ""))).toBe("auth.sign_in_over");
    const { id, secret } = await enrol(shop.hub, sid, { ip: undefined });
    expect(await outcome(confirmEnrolment(shop.hub, sid, { id, code: "000000", ip: undefined }))).toBe(
      "user.wrong_code",
    );
    const code = codeOf(secret ?? "");
    const { recoveryCodes } = await confirmEnrolment(shop.hub, sid, { id, code, ip: undefined });
    expect(recoveryCodes).toHaveLength(10);
    expect((await pendingOf(shop.hub, sid))?.awaits).toBe("promotion");
    await expect(sessionActor(shop.hub, sid)).rejects.toMatchObject({ code: "auth.factor_required" });
    const full = await give(sid, "");
    expect(await sessionActor(shop.rival, full)).toMatchObject({ id: actor.id });
    expect(await outcome(enrol(shop.hub, sid, { ip: undefined }))).toBe("auth.sign_in_over");
    expect(await outcome(execute(shop.hub, actor, removeFactor, { id }))).toBe("user.factor_needed");
  });

  it("who has one is asked for it, and cannot add another by the password alone", async () => {
    const { begin, actor } = await person();
    await withApp(actor);
    await shop.run(requireFactor, { required: true });
    const sid = await begin();
    expect(await outcome(enrol(shop.hub, sid, { ip: undefined }))).toBe("auth.sign_in_over");
    expect((await pendingOf(shop.hub, sid))?.awaits).toBe("code");
  });
});

describe("second factors", () => {
  it("of others are removed by who holds the role; their sessions end, and they are told by mail", async () => {
    const [{ actor, begin, email, id }, viewer] = [await person("admin"), await person()];
    const { secret } = await withApp(actor);
    const full = await give(await begin(), codeOf(secret));
    const agent: Actor = { ...viewer.actor, scopes: new Set(["users:write", "orders:read"]) };
    expect(await outcome(execute(shop.hub, agent, removeFactorsOf, { id }))).toBe("auth.beyond_own_scopes");
    expect((await execute(shop.hub, shop.actor, removeFactorsOf, { id })).output).toEqual({ removed: 1 });
    expect(await sessionActor(shop.rival, full)).toBeUndefined();
    expect(await sessionActor(shop.hub, await begin())).toMatchObject({ id });
    await shop.hub.relay();
    const mails = await shop.hub.db
      .sql`select text from mails where to_email = ${email} and template = 'factor_changed'`;
    expect(mails).toHaveLength(2);
  });

  it("are added and removed by their person only, and never shown again", async () => {
    const [{ actor }, other] = [await person(), await person()];
    const { id, secret, recoveryCodes } = await withApp(actor);
    expect(await outcome(execute(shop.hub, other.actor, removeFactor, { id }))).toBe("resource.not_found");
    expect(await outcome(execute(shop.hub, other.actor, confirmFactor, { id, code: codeOf(secret) }))).toBe(
      "resource.not_found",
    );
    const { output } = await execute(shop.hub, actor, getFactors, {});
    expect(output).toMatchObject({ factors: [{ id }], recoveryCodesLeft: 10, required: false });
    const shown = JSON.stringify(output);
    for (const hidden of [secret, ...recoveryCodes]) expect(shown).not.toContain(hidden);
    const [kept] = await shop.hub.db.sql`
      select (select count(*)::int from factors where secret like ${`%${secret}%`}) as factors,
        (select count(*)::int from events where data::text like ${`%${secret}%`}) as events`;
    expect(kept).toEqual({ factors: 0, events: 0 });
    expect((await execute(shop.hub, actor, removeFactor, { id })).output).toEqual({ left: 0 });
    expect((await execute(shop.hub, actor, getFactors, {})).output.recoveryCodesLeft).toBe(0);
  });
});
