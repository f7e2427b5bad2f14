import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ConsumerEvent } from "#core/events/consumer.ts";
import { relayPass } from "#core/events/relay.ts";
import { execute } from "#core/execute.ts";
import { createShipment } from "#core/fulfillment/index.ts";
import { newId } from "#core/kernel/ids.ts";
import { composeMails, getMail, listMails, resendMail, settleMail } from "#core/mail/index.ts";
import { MAIL_TRIES } from "#core/mail/record.ts";
import type { MailView } from "#core/mail/schemas.ts";
import { placeOrder } from "#core/orders/index.ts";
import { createUser } from "#core/users/index.ts";
import type { Mailer } from "#integrations/mail/port.ts";
import { createSmtpMailer } from "#integrations/mail/smtp-mailer.ts";
import { createTestTenant, type TestHub } from "#testing/hub.ts";
import { relayed } from "#testing/relayed.ts";
import { testShop } from "#testing/shop.ts";
import { type SmtpServer, startSmtpServer } from "#testing/smtp-server.ts";
import type { Job } from "./job.ts";
import { createMailJobs } from "./mail.ts";

const shop = testShop();
const publicUrl = "https://hub.shop.net";
const log = { info: () => {}, warn: () => {}, error: () => {} };
let smtp: SmtpServer;

beforeAll(async () => {
  smtp = await startSmtpServer();
});
beforeEach(() => {
  smtp.mood = "takes";
  smtp.mails.length = 0;
});
afterAll(() => smtp.close());

const mailer = (url = smtp.url) => createSmtpMailer({ url, from: "Shop <shop@shop.net>", timeoutMs: 300 });

const wants = ({ on, when }: Job, event: ConsumerEvent) => on?.includes(event.type) === true && when?.(event) !== false;

/** Does what the queue would do with what has happened since, once. */
async function work(
  mailing: Mailer | null = mailer(),
  { hub = shop.hub, again = false }: { hub?: TestHub; again?: boolean } = {},
) {
  const jobs = createMailJobs({ mailer: mailing ?? undefined, publicUrl });
  const failures: string[] = [];
  const context = { hub, log, signal: new AbortController().signal };
  for (let round = 0; round < 3; round += 1) {
    const due = (await relayed(hub))
      .filter(({ tenantId }) => tenantId === shop.actor.tenantId)
      .flatMap((event) => (again ? [event, event] : [event]))
      .flatMap((event) => jobs.filter((job) => wants(job, event)).map((job) => ({ job, event })));
    for (const { job, event } of due) {
      const payload = job.data.parse({ ...Object(event.data), tenantId: event.tenantId, eventId: event.id });
      await job.run(context, payload).catch((error: unknown) => failures.push(String(error)));
    }
  }
  return failures;
}

/** The send job as the queue would run it again. */
async function sendAgain(mailId: string, mailing = mailer()): Promise<unknown> {
  const [, send] = createMailJobs({ mailer: mailing, publicUrl });
  const context = { hub: shop.hub, log, signal: new AbortController().signal };
  return send?.run(context, { tenantId: shop.actor.tenantId, mailId }).catch((error: unknown) => error);
}

const mails = async () => (await shop.run(listMails, { limit: 100 })).data;
const whole = (id: string | undefined): Promise<MailView> => shop.run(getMail, { id });

async function place(over: object = {}) {
  await shop.stock([{ sku: "A", price: 1250 }]).catch(() => {});
  const customer = { email: "ann@customer.net", name: "Ann" };
  const { order } = await shop.run(placeOrder, {
    channel: "web",
    customer,
    lines: [{ sku: "A", quantity: 2 }],
    ...over,
  });
  return order;
}

describe("mails", () => {
  it("tell a customer of the order and of the parcel, with the shop's name and in its money", async () => {
    const order = await place();
    const shipped = {
      orderId: order.id,
      carrier: "Parcel & Co",
      trackingNumber: "P1",
      trackingUrl: "https://parcel.net/P1?a=1&b=2",
    };
    await shop.run(createShipment, shipped);
    expect(await work()).toEqual([]);
    const [parcel, placed] = await mails();
    expect(placed).toMatchObject({
      template: "order_placed",
      state: "sent",
      to: { email: "ann@customer.net", name: "Ann" },
    });
    expect((await whole(placed?.id)).text).toContain("2 × Article A: £25.00");
    expect(parcel).toMatchObject({ template: "order_shipped", subject: `Your order ${order.number} is on its way` });
    expect((await whole(parcel?.id)).html).toContain('href="https://parcel.net/P1?a=1&amp;b=2"');
    expect(smtp.mails).toHaveLength(2);
    expect(smtp.mails[0]).toContain(`Message-ID: <${placed?.id}@shop.net>`);
    expect(smtp.mails[0]).toMatch(/^To: Ann <ann@customer\.net>\r$/m);
  });

  it("write amounts with the decimals of ISO 4217, which shops round away and banks do not", async () => {
    await place({ currency: "HUF", lines: [{ sku: "A", quantity: 1, unitPrice: 100_050 }] });
    await work();
    const [placed] = await mails();
    expect((await whole(placed?.id)).text).toMatch(/1 × Article A: HUF\s1,000\.50/);
  });

  it("welcome whoever may work here, and nobody in another tenant", async () => {
    await shop.run(createUser, {
      email: `u-${newId()}@shop.net`,
      name: "Una",
      role: "agent",
      password: "correct horse",
    });
    await work();
    expect(await mails()).toMatchObject([{ template: "welcome", subject: "Welcome to Test Shop", state: "sent" }]);
    const stranger = await createTestTenant(shop.hub);
    expect((await execute(shop.hub, stranger, listMails, {})).output.data).toEqual([]);
    const [{ id } = { id: "" }] = await mails();
    await expect(execute(shop.hub, stranger, getMail, { id })).rejects.toMatchObject({ kind: "not_found" });
    await expect(execute(shop.hub, stranger, resendMail, { id })).rejects.toMatchObject({ kind: "not_found" });
  });

  it("are written once for an event that is handled twice, and by two processes at the same moment", async () => {
    await place();
    const [event] = await shop.hub.db.sql<{ id: string }[]>`
      select id from events where tenant_id = ${shop.actor.tenantId} and type = 'order.placed'`;
    const compose = (hub: TestHub) => shop.run(composeMails, { eventId: event?.id, publicUrl }, { hub });
    const made = await Promise.all([shop.hub, shop.rival, shop.hub, shop.rival].map(compose));
    expect(made.flatMap(({ mailIds }) => mailIds)).toHaveLength(1);
    const rival = await shop.raced("mails.compose:read", compose, () => compose(shop.hub));
    expect(rival).toEqual({ mailIds: [] });
    await work(mailer(), { again: true });
    expect(await mails()).toHaveLength(1);
    expect(smtp.mails).toHaveLength(1);
  });

  it("are not written for orders without an address to write to", async () => {
    await place({ customer: { name: "Nobody" } });
    await work();
    expect(await mails()).toEqual([]);
  });

  it("are kept where no mail server is set, and where the address is an example", async () => {
    await place();
    await work(null);
    expect(await mails()).toMatchObject([{ state: "kept", to: { email: "ann@customer.net" } }]);
    await place({ customer: { email: "b@example.com", name: "B" } });
    await work();
    expect((await mails()).find(({ to }) => to.email === "b@example.com")).toMatchObject({
      state: "kept",
      attempts: 0,
    });
  });

  it("never let a name or a subject make a header, nor markup", async () => {
    const name = 'Eve\r\nBcc: all@customer.net <script>alert("x")</script>';
    const [event] = await shop.hub.db.sql<{ id: string }[]>`
      insert into events (tenant_id, id, type, subject_type, subject_id, sequence, data, actor_type, actor_id, actor_name,
        transport, request_id, at)
      values (${shop.actor.tenantId}, ${newId()}, 'user.created', 'user', ${newId()}, 1,
        ${JSON.stringify({ name, email: "eve@customer.net", role: "agent", active: true })}::text::jsonb, 'system', 'test', 'test',
        'test', 'test', now()) returning id`;
    const { mailIds } = await shop.run(composeMails, { eventId: event?.id, publicUrl });
    await sendAgain(mailIds[0] ?? "");
    expect((await whole(mailIds[0])).html).not.toContain("<script");
    const [head = ""] = smtp.mails[0]?.split("\r\n\r\n") ?? [];
    expect(head).not.toMatch(/^Bcc:/im);
    expect(smtp.mails).toHaveLength(1);
  });
});

describe("a mail server that does not take a mail", () => {
  it("is asked again while it is away, then the mail counts as failed and can be sent again", async () => {
    const away = mailer("smtp://127.0.0.1:1");
    await place();
    expect(await work(away)).toHaveLength(1);
    const [{ id } = { id: "" }] = await mails();
    expect(await whole(id)).toMatchObject({
      state: "queued",
      attempts: 1,
      error: expect.stringContaining("ECONNREFUSED"),
    });
    await expect(shop.run(resendMail, { id })).rejects.toMatchObject({ code: "mail.under_way" });
    for (let tries = 1; tries < MAIL_TRIES - 1; tries += 1) expect(await sendAgain(id, away)).toBeInstanceOf(Error);
    expect(await sendAgain(id, away)).toBeUndefined();
    expect(await whole(id)).toMatchObject({ state: "failed", attempts: MAIL_TRIES });
    expect(await shop.run(resendMail, { id })).toMatchObject({ state: "queued", attempts: 0, error: null });
    expect(await work()).toEqual([]);
    expect(await whole(id)).toMatchObject({ state: "sent", attempts: 1 });
  });

  it("is believed at once when it says no for good, and asked again when it is busy", async () => {
    smtp.mood = "refuses";
    await place();
    expect(await work()).toEqual([]);
    expect(await mails()).toMatchObject([{ state: "failed", attempts: 1, error: expect.stringContaining("550") }]);
    smtp.mood = "busy";
    const [{ id } = { id: "" }] = await mails();
    await shop.run(resendMail, { id });
    expect(await work()).toHaveLength(1);
    expect(await whole(id)).toMatchObject({ state: "queued", attempts: 1 });
    smtp.mood = "takes";
    expect(await sendAgain(id)).toBeUndefined();
    expect(await whole(id)).toMatchObject({ state: "sent" });
  });

  it("is given up on when it hangs, and a repeat after a crash carries the same Message-ID", async () => {
    smtp.mood = "hangs";
    await place();
    expect(await work()).toHaveLength(1);
    smtp.mood = "takes";
    const [{ id } = { id: "" }] = await mails();
    await mailer().send({ ...(await whole(id)), date: new Date() }); // and the process died before it could say so
    await sendAgain(id);
    const ids = smtp.mails.map((mail) => /^Message-ID: (.*)$/m.exec(mail)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it("hears of a mail that two workers settle at the same moment once", async () => {
    await place();
    await relayPass({ sql: shop.hub.db.sql });
    const [event] = await shop.hub.db.sql<{ id: string }[]>`
      select id from events where tenant_id = ${shop.actor.tenantId} and type = 'order.placed'`;
    const { mailIds } = await shop.run(composeMails, { eventId: event?.id, publicUrl });
    const settle = (hub: TestHub) => shop.run(settleMail, { id: mailIds[0], outcome: { kind: "sent" } }, { hub });
    await shop.raced("mails.settle:read", settle, () => settle(shop.hub));
    expect(await whole(mailIds[0])).toMatchObject({ state: "sent", attempts: 1 });
  });
});
