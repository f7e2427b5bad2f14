import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askForReset, chooseByLink } from "#auth/password-reset.ts";
import { createSession, sessionActor } from "#auth/sessions.ts";
import { signIn } from "#auth/sign-in.ts";
import { userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { TOKEN_TO_COME } from "#core/mail/token-to-come.ts";
import { execute } from "#core/runtime/execute.ts";
import { changePassword, createUser, updateUser } from "#core/users/index.ts";
import { createSmtpMailer } from "#integrations/mail/smtp-mailer.ts";
import { createTestClient, oauthProcess } from "#testing/fixtures/oauth.ts";
import { until } from "#testing/fixtures/receiver.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { type SmtpServer, startSmtpServer } from "#testing/servers/smtp-server.ts";
import { MailWorker } from "#workers/mails/mail-worker.ts";

const shop = testShop();
const old = "the old password";
const wanted = "the new password";
let smtp: SmtpServer;
beforeAll(async () => void (smtp = await startSmtpServer()));
afterAll(() => smtp.close());

let network = 0;
const from = () => {
  network += 1;
  const ip = `203.0.${Math.floor(network / 250)}.${(network % 250) + 1}`;
  return { ip, address: ip, device: "Firefox on Linux", publicUrl: "https://hub.shop.net", sends: true };
};
async function person() {
  const email = `${newId()}@shop.net`;
  const { id } = await shop.run(createUser, { email, name: "Sam", role: "agent", password: old });
  const { tenantId } = shop.actor;
  return { id, email, tenantId, actor: userActor({ id, name: "Sam", role: "agent", tenantId }) };
}
const ask = async (email: string, by = from()) => (await askForReset(shop.hub, email, by))();
const choose = (token: string, password = wanted, hub = shop.hub) => chooseByLink(hub, { token, password }, from());

/** The secrets of the mails to an address, in the order in which they were written. */
async function tokensFor(email: string): Promise<string[]> {
  const rows = await shop.hub.db.sql<{ secret: string }[]>`
    select secret from mails where to_email = ${email} and template = 'password_reset' order by created_at, id`;
  return rows.map(({ secret }) => shop.hub.sealer.open(secret));
}
async function tokenOf(email: string): Promise<string> {
  await ask(email);
  return (await tokensFor(email)).at(-1) ?? "";
}
const outcome = (work: Promise<unknown>) => work.then(() => "ok").catch((error: { code: string }) => error.code);

describe("a password by a mailed link", () => {
  it("ends all sessions and tokens, and the password before", async () => {
    const { id, email, tenantId } = await person();
    const oauth = oauthProcess(shop.hub);
    const client = await createTestClient(shop.hub, shop.actor, { firstParty: true });
    const granted = await oauth.ask("token", { grant_type: "password", username: email, password: old, ...client });
    const sid = await createSession(shop.hub, { id, tenantId });
    await choose(await tokenOf(email));
    expect(await sessionActor(shop.rival, sid)).toBeUndefined();
    expect(await outcome(signIn(shop.hub, { email, password: old }))).toBe("auth.invalid_credentials");
    expect(await signIn(shop.hub, { email, password: wanted })).toMatchObject({ id });
    await until(async () => (await oauth.actor(String(granted.body["access_token"]))) === undefined);
  });

  it("counts once: of two who use it at once, in two processes, one sets the password", async () => {
    const { email } = await person();
    const token = await tokenOf(email);
    const tries = [shop.hub, shop.rival, shop.hub, shop.rival].map((hub, at) =>
      outcome(choose(token, `a new password ${at}`, hub)),
    );
    expect((await Promise.all(tries)).toSorted()).toEqual([
      "ok",
      "user.reset_over",
      "user.reset_over",
      "user.reset_over",
    ]);
    expect(await outcome(choose(token))).toBe("user.reset_over");
  });

  it("is good for an hour, and for who is still active", async () => {
    const [one, two] = [await person(), await person()];
    const [late, switchedOff] = [await tokenOf(one.email), await tokenOf(two.email)];
    const { clock } = shop.hub;
    Object.assign(shop.hub, { clock: () => new Date(Date.now() + 3_600_001) });
    expect(await outcome(choose(late))).toBe("user.reset_over");
    Object.assign(shop.hub, { clock });
    await shop.run(updateUser, { id: two.id, active: false });
    expect(await outcome(choose(switchedOff))).toBe("user.reset_over");
    expect(await outcome(choose("xd_reset_nonsense"))).toBe("user.reset_over");
  });

  it("stays good when the chosen password is a weak one, and ends when another link or the user has set one", async () => {
    const { email, actor } = await person();
    const [first, second] = [await tokenOf(email), await tokenOf(email)];
    expect(await outcome(choose(first, "Password2026!"))).toBe("user.common_password");
    await choose(first);
    expect(await outcome(choose(second, "another password"))).toBe("user.reset_over");
    const third = await tokenOf(email);
    await execute(shop.hub, actor, changePassword, { currentPassword: wanted, newPassword: "yet another password" });
    expect(await outcome(choose(third))).toBe("user.reset_over");
  });
});

describe("asking for a link", () => {
  it("answers before it is known whether there is an account, also while accounts cannot be read", async () => {
    const { email } = await person();
    await shop.hub.db.sql.begin(async (held) => {
      await held`lock table users in access exclusive mode`;
      for (const each of [email, `${newId()}@shop.net`, "", "\u0000"])
        expect(await outcome(askForReset(shop.rival, each, from()))).toBe("ok");
    });
  });

  it("mails nothing to who has no account, and three links in a quarter of an hour to who has one", async () => {
    const { email } = await person();
    const nobody = `${newId()}@shop.net`;
    for (let times = 0; times < 5; times += 1) for (const each of [email, nobody.toUpperCase()]) await ask(each);
    expect(await tokensFor(email)).toHaveLength(3);
    expect(await tokensFor(nobody)).toEqual([]);
  });

  it("is throttled by network, whoever is asked for", async () => {
    const by = from();
    for (let times = 0; times < 20; times += 1) await ask(`${newId()}@shop.net`, by);
    expect(await outcome(ask(`${newId()}@shop.net`, by))).toBe("auth.throttled");
    expect(await outcome(ask(`${newId()}@shop.net`))).toBe("ok");
  });
});

it("the secret of a link is in the mail that is sent, and nowhere in the database", async () => {
  const { email, id } = await person();
  const token = await tokenOf(email);
  const worker = new MailWorker({
    hub: shop.hub,
    mailer: createSmtpMailer({ url: smtp.url, from: "Shop <shop@shop.net>" }),
    onError: (error) => expect(error).toBeUndefined(),
  });
  await worker.start();
  await until(async () => smtp.mails.some((mail) => mail.includes(`To: Sam <${email}>`)));
  await worker.stop();
  const sent = smtp.mails.join("").replaceAll("=\r\n", "");
  expect(sent).toContain(`https://hub.shop.net/reset-password#${token}`);
  expect(sent).toMatch(/203\.0\.\d+\.\d+/);
  expect(sent).toContain("Firefox on Linux");
  const [found] = await shop.hub.db.sql`
    select (select count(*)::int from mails where text || html || subject like ${`%${token}%`}) as mails,
      (select count(*)::int from events where data::text like ${`%${token}%`}) as events,
      (select count(*)::int from password_resets where hash like ${`%${token}%`}) as resets,
      (select text from mails where to_email = ${email} and template = 'password_reset') as text`;
  expect(found).toMatchObject({ mails: 0, events: 0, resets: 0, text: expect.stringContaining(TOKEN_TO_COME) });
  const told = await shop.hub.db.sql`select type from events where subject_id = ${id} order by n`;
  expect(told.map(({ type }) => type)).toEqual(["user.created", "user.password_reset_requested"]);
});
