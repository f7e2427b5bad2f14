import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { apiKeyActor } from "#auth/api-keys.ts";
import { accept, lookAt } from "#auth/invitations.ts";
import { createSession, sessionActor } from "#auth/sessions.ts";
import { wantedBy } from "#core/events/consumer.ts";
import {
  createInvitation,
  getInvitation,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from "#core/invitations/index.ts";
import { type Actor, userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import type { Command, Query } from "#core/kernel/operation.ts";
import { createApiKey, revokeApiKey } from "#core/keys/index.ts";
import { getMail, listMails } from "#core/mail/index.ts";
import { createRole, deleteRole, updateRole } from "#core/roles/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser, deleteUser, getUser, updateUser } from "#core/users/index.ts";
import { createSmtpMailer } from "#integrations/mail/smtp-mailer.ts";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import { until } from "#testing/fixtures/receiver.ts";
import { relayed } from "#testing/fixtures/relayed.ts";
import { inTransaction } from "#testing/fixtures/transaction.ts";
import { type SmtpServer, startSmtpServer } from "#testing/servers/smtp-server.ts";
import { mailConsumer } from "#workers/mails/mail-consumer.ts";
import { MailWorker } from "#workers/mails/mail-worker.ts";

const DAY_MS = 86_400_000;
let ahead = 0;
const hub = Object.assign(testHub(), { clock: () => new Date(Date.now() + ahead) });
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  ahead = 0;
  actor = await createTestTenant(hub);
});

async function run<I extends z.ZodType, O extends z.ZodType>(
  operation: Command<I, O> | Query<I, O>,
  input: object,
  { by = actor, at = hub }: { by?: Actor; at?: TestHub } = {},
): Promise<z.output<O>> {
  return (await execute(at, by, operation, input)).output;
}
const email = () => `${newId()}@shop.net`;
const invite = async (more: object = {}, by = actor) => {
  const sent = await run(createInvitation, { email: email(), name: "Sam Carter", role: "agent", ...more }, { by });
  return { ...sent, token: sent.token ?? "" };
};
const chosen = { name: "Sam C.", password: "correct horse battery" };
const person = (more: object = {}) => run(createUser, { email: email(), name: "Ada", role: "admin", ...more });
const personActor = async (more: object = {}) => {
  const { id, name, role } = await person(more);
  return { id, by: userActor({ id, name, role, tenantId: actor.tenantId }) };
};
const codeOf = (error: unknown): unknown => Object(error).code;

describe("an invitation", () => {
  it("makes its holder a user with its role, who is signed in, and works once", async () => {
    const { id: roleId } = await run(createRole, { name: "Packer", scopes: ["orders:read"] });
    const invited = await invite({ role: "custom", roleId });
    expect(await lookAt(rival, invited)).toMatchObject({ shop: "Test Shop", email: invited.email, name: "Sam Carter" });
    const user = await accept(hub, { token: invited.token, ...chosen });
    expect(await run(getUser, { id: user.id })).toMatchObject({ name: "Sam C.", role: "custom", roleId, active: true });
    const session = await sessionActor(rival, await createSession(hub, user));
    expect([...(session?.scopes ?? [])]).toEqual(["orders:read"]);
    expect(await run(getInvitation, { id: invited.id })).toMatchObject({ state: "accepted" });
    for (const again of [accept(hub, { token: invited.token, ...chosen }), lookAt(hub, invited)])
      await expect(again).rejects.toMatchObject({ code: "invitation.accepted" });
    expect((await run(listInvitations, {})).data).toEqual([]);
  });

  it("is accepted by one of many who try at once, in two processes", async () => {
    const { token } = await invite();
    const tries = Array.from({ length: 6 }, (_, n) => accept(n % 2 ? hub : rival, { token, ...chosen }));
    const settled = await Promise.allSettled(tries);
    const codes = settled.flatMap((each) => (each.status === "rejected" ? [codeOf(each.reason)] : []));
    expect(codes).toEqual(Array.from({ length: 5 }, () => "invitation.accepted"));
  });

  it("is stored without its token: no column, event, answer or mail has it", async () => {
    const { id, token } = await invite();
    await hub.relay();
    const tables = await hub.db.sql<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
    for (const { name: table } of tables) {
      const rows = await hub.db.sql`select to_jsonb(t)::text as row from ${hub.db.sql(table)} t`;
      expect(rows.some(({ row }) => String(row).includes(token)) ? [table] : []).toEqual([]);
    }
    expect(JSON.stringify(await run(getInvitation, { id }))).not.toContain("xd_invite");
  });

  it("is told once: a repeat with the same key has no token", async () => {
    const input = { email: email(), name: "Sam", role: "agent" };
    const call = () => execute(hub, actor, createInvitation, input, { idempotencyKey: "once" });
    expect((await call()).output.token).toMatch(/^xd_invite_/);
    expect((await call()).output.token).toBeNull();
  });

  it.each([
    ["an empty text", ""],
    ["a prefix alone", "xd_invite_"],
    ["a made-up token", `xd_invite_${"A".repeat(64)}`],
    ["SQL", "xd_invite_' or 1=1 --"],
    ["a long text", "x".repeat(5000)],
  ])("is not found by %s", async (_, token) => {
    await expect(lookAt(hub, { token })).rejects.toMatchObject({ code: "invitation.unknown" });
    await expect(accept(hub, { token, ...chosen })).rejects.toMatchObject({ code: "invitation.unknown" });
  });
});

describe("who is invited twice", () => {
  it("has one open invitation, also when two processes invite at once", async () => {
    const input = { email: email(), name: "Sam", role: "agent" };
    const settled = await Promise.allSettled(
      [hub, rival, hub, rival].map((at) => run(createInvitation, input, { at })),
    );
    const codes = settled.flatMap((each) => (each.status === "rejected" ? [codeOf(each.reason)] : []));
    expect(codes).toEqual(["invitation.exists", "invitation.exists", "invitation.exists"]);
  });

  it("may be invited anew after the first has expired or was revoked", async () => {
    const first = await invite();
    await run(revokeInvitation, { id: first.id });
    const second = await invite({ email: first.email });
    ahead = 8 * DAY_MS;
    await invite({ email: first.email });
    await expect(accept(hub, { token: second.token, ...chosen })).rejects.toMatchObject({ code: "invitation.revoked" });
  });

  it("gets a new link, and the one before opens nothing", async () => {
    const first = await invite();
    const again = await run(resendInvitation, { id: first.id });
    await expect(lookAt(hub, first)).rejects.toMatchObject({ code: "invitation.unknown" });
    expect(await lookAt(hub, { token: again.token ?? "" })).toMatchObject({ email: first.email });
  });

  it("is not invited whose email a user has, here or elsewhere, and none is resent to them", async () => {
    const { email: here } = await person();
    await expect(invite({ email: here })).rejects.toMatchObject({ code: "user.email_taken" });
    const other = await createTestTenant(hub);
    const elsewhere = email();
    const open = await invite({ email: elsewhere });
    await run(createUser, { email: elsewhere, name: "Kim", role: "agent" }, { by: other });
    await expect(run(resendInvitation, { id: open.id })).rejects.toMatchObject({ code: "user.email_unavailable" });
  });
});

describe("a link is closed", () => {
  it("after seven days, until it is sent again", async () => {
    const invited = await invite();
    ahead = 7 * DAY_MS;
    expect((await run(listInvitations, {})).data).toMatchObject([{ state: "expired" }]);
    await expect(accept(hub, { token: invited.token, ...chosen })).rejects.toMatchObject({
      code: "invitation.expired",
    });
    const { token } = await run(resendInvitation, { id: invited.id });
    await accept(hub, { token: token ?? "", ...chosen });
  });

  it("once it is revoked, whichever of both comes first", async () => {
    const invited = await invite();
    await run(revokeInvitation, { id: invited.id });
    await expect(lookAt(hub, invited)).rejects.toMatchObject({ code: "invitation.revoked" });
    expect(await run(revokeInvitation, { id: invited.id })).toMatchObject({ state: "revoked" });
    await expect(run(resendInvitation, { id: invited.id })).rejects.toMatchObject({ code: "invitation.revoked" });
    const raced = await invite();
    const settled = await Promise.allSettled([
      accept(rival, { token: raced.token, ...chosen }),
      run(revokeInvitation, { id: raced.id }),
    ]);
    const codes = settled.map((each) => (each.status === "rejected" ? codeOf(each.reason) : "done"));
    expect([
      ["done", "invitation.accepted"],
      ["invitation.revoked", "done"],
    ]).toContainEqual(codes);
  });

  it("when somebody has its email meanwhile", async () => {
    const { token, email: taken } = await invite();
    await person({ email: taken });
    await expect(accept(hub, { token, ...chosen })).rejects.toMatchObject({ code: "user.email_taken" });
  });

  it.each([
    ["has a smaller role", (id: string) => run(updateUser, { id, role: "manager" })],
    ["is deactivated", (id: string) => run(updateUser, { id, active: false })],
    ["is deleted", (id: string) => run(deleteUser, { id })],
  ])("when its sender %s since", async (_, change) => {
    await person();
    const { id, by } = await personActor();
    const { token, id: invitation } = await invite({ role: "admin" }, by);
    await change(id);
    const lost = { code: "invitation.inviter_lost_rights" };
    await expect(accept(rival, { token, ...chosen })).rejects.toMatchObject(lost);
    const sent = await run(resendInvitation, { id: invitation });
    await accept(rival, { token: sent.token ?? "", ...chosen });
  });

  it("when its role permits more since than its sender may give", async () => {
    const held = ["users:read", "users:write", "orders:read"];
    const maker = await run(createRole, { name: "Maker", scopes: held });
    const { id: roleId } = await run(createRole, { name: "Reader", scopes: ["orders:read"] });
    const { id } = await person({ role: "custom", roleId: maker.id });
    const by = userActor({ id, name: "Ada", role: "custom", tenantId: actor.tenantId }, held);
    const { token } = await invite({ role: "custom", roleId }, by);
    await run(updateRole, { id: roleId, scopes: ["orders:read", "orders:write"] });
    const lost = { code: "invitation.inviter_lost_rights" };
    await expect(accept(hub, { token, ...chosen })).rejects.toMatchObject(lost);
    await expect(run(deleteRole, { id: roleId })).rejects.toMatchObject({
      code: "role.in_use",
      details: { users: 0, invitations: 1 },
    });
  });

  it("when the key that sent it is revoked since", async () => {
    const key = await run(createApiKey, { name: "K", scopes: ["users:write", "users:read", "orders:read"] });
    const { id: roleId } = await run(createRole, { name: "Reader", scopes: ["orders:read"] });
    const by = await apiKeyActor(hub, key.secret ?? "");
    if (by === undefined) throw new Error("the key is valid");
    const { token } = await invite({ role: "custom", roleId }, by);
    await run(revokeApiKey, { id: key.id });
    await expect(accept(hub, { token, ...chosen })).rejects.toMatchObject({ code: "invitation.inviter_lost_rights" });
  });

  it("nobody invites with a role beyond their own, or sends such an invitation again", async () => {
    const { by } = await personActor({ role: "agent" });
    const wide: Actor = { ...by, scopes: new Set([...by.scopes, "users:write"]) };
    const { id } = await invite({ role: "admin" });
    await expect(invite({ role: "admin" }, wide)).rejects.toMatchObject({ code: "auth.beyond_own_scopes" });
    await expect(run(resendInvitation, { id }, { by: wide })).rejects.toMatchObject({ code: "auth.beyond_own_scopes" });
  });

  it("no other shop sees, resends or revokes it", async () => {
    const { id } = await invite();
    const by = await createTestTenant(hub);
    expect((await run(listInvitations, {}, { by })).data).toEqual([]);
    for (const operation of [getInvitation, resendInvitation, revokeInvitation] as const)
      await expect(execute(hub, by, operation as typeof getInvitation, { id })).rejects.toMatchObject({
        kind: "not_found",
      });
  });
});

describe("its mail", () => {
  const publicUrl = "https://hub.shop.net";
  let smtp: SmtpServer;
  beforeAll(async () => void (smtp = await startSmtpServer()));
  afterAll(() => smtp.close());

  async function work(): Promise<void> {
    const mailer = createSmtpMailer({ url: smtp.url, from: "Shop <shop@shop.net>", timeoutMs: 30_000 });
    const consumer = mailConsumer({ mailer, publicUrl });
    const events = wantedBy(consumer, await relayed(hub));
    if (events.length > 0) await inTransaction(hub, (sql) => consumer.apply(sql, events));
    const errors: unknown[] = [];
    const worker = new MailWorker({ hub, mailer, onError: (error) => errors.push(error) });
    await worker.start();
    const due = () => hub.db.sql`select from mails where tenant_id = ${actor.tenantId} and state = 'due'`;
    await until(async () => (await due()).length === 0);
    await worker.stop();
    expect(errors).toEqual([]);
  }
  const mailTo = async (to: string) => {
    const { data } = await run(listMails, { to });
    return Promise.all(data.map(({ id }) => run(getMail, { id })));
  };

  it("has the link that works, and the stored one has not", async () => {
    const { email: to, token } = await invite();
    await work();
    const sent = smtp.mails.find((mail) => JSON.stringify(mail).includes(to));
    const text = JSON.stringify(sent).replaceAll(/=\\r\\n|=\\n/g, "");
    expect(text).toContain(`${publicUrl}/invitation#${token}`);
    const [stored] = await mailTo(to);
    expect(stored).toMatchObject({ template: "invitation", state: "sent", subject: "Test Shop invites you" });
    expect(stored?.text).toContain("/invitation#only-in-the-mail-that-was-sent");
  });

  it("is not sent any more once the link has ended", async () => {
    const { id, email: to } = await invite();
    await run(revokeInvitation, { id });
    await work();
    const [stored] = await mailTo(to);
    expect(stored).toMatchObject({ state: "failed", error: "The invitation has ended, or was sent again." });
  });
});
