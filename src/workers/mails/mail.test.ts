import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wantedBy } from "#core/events/consumer.ts";
import { createShipment } from "#core/fulfillment/index.ts";
import { newId } from "#core/kernel/ids.ts";
import { composeMails } from "#core/mail/compose-mails.ts";
import { getMail, listMails, resendMail, settleMail } from "#core/mail/index.ts";
import { MAIL_TRIES } from "#core/mail/record.ts";
import type { MailView } from "#core/mail/schemas.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import type { Mailer } from "#integrations/mail/port.ts";
import { createSmtpMailer } from "#integrations/mail/smtp-mailer.ts";
import { createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { until } from "#testing/fixtures/receiver.ts";
import { relayed } from "#testing/fixtures/relayed.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { inTransaction } from "#testing/fixtures/transaction.ts";
import { type SmtpServer, startSmtpServer } from "#testing/servers/smtp-server.ts";
import { mailConsumer } from "./mail-consumer.ts";
import { claimMails } from "./mail-store.ts";
import { MailWorker } from "./mail-worker.ts";

const shop = testShop();
const publicUrl = "https://hub.shop.net";
let smtp: SmtpServer;

beforeAll(async () => void (smtp = await startSmtpServer()));
beforeEach(() => {
  smtp.mood = "takes";
  smtp.mails.length = 0;
});
afterAll(() => smtp.close());

const from = "Shop <shop@shop.net>";
const mailer = (url = smtp.url, timeoutMs = 30_000) => createSmtpMailer({ url, from, timeoutMs });

/** Creates the mails of all events since, like the consumer. */
async function compose(mailing: Mailer | null = mailer(), again = false): Promise<void> {
  const consumer = mailConsumer({ mailer: mailing ?? undefined, publicUrl });
  const events = wantedBy(consumer, await relayed(shop.hub));
  const both = again ? [...events, ...events] : events;
  if (both.length > 0) await inTransaction(shop.hub, (sql) => consumer.apply(sql, both));
}

const due = async () => {
  const [row] = await shop.hub.db.sql<{ n: number }[]>`
    select count(*)::int as n from mails where tenant_id = ${shop.actor.tenantId} and state = 'due' and (lease is not null or due_at <= now())`;
  return row?.n;
};
const makeDue = () => shop.hub.db.sql`
  update mails set due_at = now() - interval '1 second' where tenant_id = ${shop.actor.tenantId} and state = 'due'`;

/** Sends due mails, once. */
async function send(mailing: Mailer | null = mailer()): Promise<void> {
  const errors: unknown[] = [];
  const worker = new MailWorker({
    hub: shop.hub,
    mailer: mailing ?? undefined,
    onError: (error) => errors.push(error),
  });
  await worker.start();
  await until(async () => (await due()) === 0);
  await worker.stop();
  expect(errors).toEqual([]);
}

async function work(mailing: Mailer | null = mailer()): Promise<void> {
  await compose(mailing);
  await send(mailing);
}

async function sendAgain(mailing = mailer()): Promise<void> {
  await makeDue();
  await send(mailing);
}

const mails = async () => (await shop.run(listMails, { limit: 100 })).data;
const whole = (id: string | undefined): Promise<MailView> => shop.run(getMail, { id });

async function place(over: object = {}) {
  await shop.stock([{ sku: "A", price: 1250 }]).catch(() => {});
  const customer = { email: "ann@customer.net", name: "Ann" };
  const lines = [{ sku: "A", quantity: 2 }];
  const { order } = await shop.run(placeOrder, { channel: "web", customer, lines, ...over });
  return order;
}

describe("mails", () => {
  it("tell a customer about the order and the parcel, with the shop's name and currency", async () => {
    const order = await place();
    const shipped = {
      orderId: order.id,
      carrier: "Parcel & Co",
      trackingNumber: "P1",
      trackingUrl: "https://parcel.net/P1?a=1&b=2",
    };
    await shop.run(createShipment, shipped);
    await work();
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

  it("format amounts with the decimals of ISO 4217, as banks do", async () => {
    await place({ currency: "HUF", lines: [{ sku: "A", quantity: 1, unitPrice: 100_050 }] });
    await work();
    const [placed] = await mails();
    expect((await whole(placed?.id)).text).toMatch(/1 × Article A: HUF\s1,000\.50/);
  });

  it("welcome a new user, and nobody in another tenant", async () => {
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

  it("are created once for an event read twice, and by two processes at once", async () => {
    await place();
    await place();
    await compose(mailer(), true);
    expect(await mails()).toHaveLength(2);
    await place();
    const consumer = mailConsumer({ mailer: mailer(), publicUrl });
    const events = await relayed(shop.hub);
    const placed = events.filter(({ type }) => type === "order.placed");
    const writers = [shop.hub, shop.rival, shop.hub, shop.rival];
    await Promise.all(writers.map((hub) => inTransaction(hub, (sql) => consumer.apply(sql, placed))));
    await send();
    expect(await mails()).toHaveLength(3);
    expect(smtp.mails).toHaveLength(3);
    const told = await shop.hub.db.sql`
      select type, count(*)::int as n from events where tenant_id = ${shop.actor.tenantId} and type like 'mail.%' group by 1 order by 1`;
    expect(told).toEqual([
      { type: "mail.queued", n: 3 },
      { type: "mail.sent", n: 3 },
    ]);
  });

  it("of many tenants are created in one pass, each with its own sender name", async () => {
    await place();
    const other = await createTestTenant(shop.hub);
    await execute(shop.hub, other, createUser, {
      email: `o-${newId()}@shop.net`,
      name: "Olga",
      role: "agent",
      password: "correct horse",
    });
    await compose();
    expect(await mails()).toMatchObject([{ template: "order_placed" }]);
    expect((await execute(shop.hub, other, listMails, {})).output.data).toMatchObject([{ template: "welcome" }]);
    await shop.hub.db.sql`delete from mails where tenant_id = ${other.tenantId}`;
  });

  it("are not created for orders without an email address", async () => {
    await place({ customer: { name: "Nobody" } });
    await work();
    expect(await mails()).toEqual([]);
  });

  it("are stored at once, without a job or an event, without a mail server and for example addresses", async () => {
    await place();
    await compose(null);
    expect(await mails()).toMatchObject([{ state: "kept", to: { email: "ann@customer.net" } }]);
    await place({ customer: { email: "b@example.com", name: "B" } });
    await compose();
    expect((await mails()).find(({ to }) => to.email === "b@example.com")).toMatchObject({
      state: "kept",
      attempts: 0,
    });
    const told = await shop.hub.db.sql`
      select 1 from events where tenant_id = ${shop.actor.tenantId} and type like 'mail.%'`;
    expect(told).toEqual([]);
  });

  it("sent again without a mail server are stored again; those to example addresses are not sent at all", async () => {
    await place();
    await compose(null);
    const [{ id } = { id: "" }] = await mails();
    await execute({ ...shop.hub, clock: () => new Date(Date.now() + 3_600_000) }, shop.actor, resendMail, { id });
    await send(null); // due by PostgreSQL's clock
    expect(await whole(id)).toMatchObject({ state: "kept", attempts: 0 });
    await place({ customer: { email: "b@example.com", name: "B" } });
    await compose();
    const example = (await mails()).find(({ to }) => to.email === "b@example.com");
    await expect(shop.run(resendMail, { id: example?.id })).rejects.toMatchObject({ code: "mail.reserved_address" });
  });

  it("escape names and subjects, so that they inject neither headers nor markup", async () => {
    const name = 'Eve\r\nBcc: all@customer.net <script>alert("x")</script>';
    const email = "eve@customer.net";
    const event = { id: newId(), tenantId: shop.actor.tenantId, type: "user.created", subjectId: newId() };
    const data = { name, email, role: "agent", active: true };
    const setup = { publicUrl, sends: true };
    await inTransaction(shop.hub, (sql) => composeMails(sql, [{ ...event, data }], setup));
    await send();
    const [{ id } = { id: "" }] = await mails();
    expect((await whole(id)).html).not.toContain("<script");
    const [head = ""] = smtp.mails[0]?.split("\r\n\r\n") ?? [];
    expect(head).not.toMatch(/^Bcc:/im);
    expect(smtp.mails).toHaveLength(1);
  });
});

describe("a mail server that rejects a mail", () => {
  it("is retried during an outage, then the mail counts as failed and can be sent again", async () => {
    const away = () => mailer("smtp://127.0.0.1:1");
    await place();
    await work(away());
    const [{ id } = { id: "" }] = await mails();
    const refused = { state: "queued", attempts: 1, error: expect.stringContaining("ECONNREFUSED") };
    expect(await whole(id)).toMatchObject(refused);
    expect((await shop.run(listMails, { state: "queued" })).data).toMatchObject([{ id }]);
    await expect(shop.run(resendMail, { id })).rejects.toMatchObject({ code: "mail.under_way" });
    for (let tries = 1; tries < MAIL_TRIES; tries += 1) await sendAgain(away());
    expect(await whole(id)).toMatchObject({ state: "failed", attempts: MAIL_TRIES });
    expect(await shop.run(resendMail, { id })).toMatchObject({ state: "queued", attempts: 0, error: null });
    await send();
    expect(await whole(id)).toMatchObject({ state: "sent", attempts: 1 });
  });

  it("ends the attempts on a permanent rejection, and is retried when busy", async () => {
    smtp.mood = "refuses";
    await place();
    await work();
    expect(await mails()).toMatchObject([{ state: "failed", attempts: 1, error: expect.stringContaining("550") }]);
    smtp.mood = "busy";
    const [{ id } = { id: "" }] = await mails();
    await shop.run(resendMail, { id });
    await send();
    expect(await whole(id)).toMatchObject({ state: "queued", attempts: 1 });
    smtp.mood = "takes";
    await sendAgain();
    expect(await whole(id)).toMatchObject({ state: "sent" });
  });

  it("times out when it hangs or disconnects before its reply, and is retried later under the same Message-ID", async () => {
    smtp.mood = "hangs";
    await place();
    await work(mailer(smtp.url, 300));
    smtp.mood = "dies";
    await sendAgain();
    expect(smtp.mails).toHaveLength(1);
    const [{ id } = { id: "" }] = await mails();
    expect(await whole(id)).toMatchObject({ state: "queued", attempts: 2 });
    smtp.mood = "takes";
    await sendAgain();
    const ids = smtp.mails.map((mail) => /^Message-ID: (.*)$/m.exec(mail)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("the outcome of an attempt", () => {
  async function claimed() {
    await place();
    await compose();
    const claims = await claimMails(shop.hub.db.sql, { limit: 100, leaseMs: 60_000, lease: newId() });
    const mail = claims.find(({ tenantId }) => tenantId === shop.actor.tenantId);
    if (mail === undefined) throw new Error("An order has written a mail");
    return mail;
  }

  it("is recorded once by two concurrent workers", async () => {
    const { id, lease } = await claimed();
    const settle = (hub: TestHub) => shop.run(settleMail, { id, lease, outcome: { kind: "sent" } }, { hub });
    await shop.raced("mails.settle:read", settle, () => settle(shop.hub));
    expect(await whole(id)).toMatchObject({ state: "sent", attempts: 1 });
  });

  it("is not recorded by a worker whose lease has expired, unless the server accepted the mail", async () => {
    const { id } = await claimed();
    const stale = newId();
    const refused = { kind: "refused", reason: "550 no", final: true } as const;
    await shop.run(settleMail, { id, lease: stale, outcome: refused });
    expect(await whole(id)).toMatchObject({ state: "queued", attempts: 0 });
    await shop.run(settleMail, { id, lease: stale, outcome: { kind: "sent" } });
    expect(await whole(id)).toMatchObject({ state: "sent", attempts: 1 });
  });
});
