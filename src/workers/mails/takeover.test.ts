import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { newId } from "#core/kernel/ids.ts";
import { composeMails } from "#core/mail/compose-mails.ts";
import { createSmtpMailer } from "#integrations/mail/smtp-mailer.ts";
import { until } from "#testing/fixtures/receiver.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { inTransaction } from "#testing/fixtures/transaction.ts";
import { type SmtpServer, startSmtpServer } from "#testing/servers/smtp-server.ts";
import { MailWorker } from "./mail-worker.ts";

vi.setConfig({ testTimeout: 120_000 }); // processes start, and a lease must expire

const shop = testShop();
const children: ChildProcess[] = [];
let smtp: SmtpServer;
let worker: MailWorker | undefined;

beforeAll(async () => {
  smtp = await startSmtpServer();
});
beforeEach(() => {
  smtp.mails.length = 0;
  smtp.delayMs = 0;
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await worker?.stop();
  worker = undefined;
});
afterAll(() => smtp.close());

async function startProcess(diesAt = ""): Promise<ChildProcess> {
  const entry = join(import.meta.dirname, "../../testing/servers/mail-process.ts");
  const child = fork(entry, [shop.url, smtp.url, diesAt], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [],
  });
  children.push(child);
  await once(child, "message");
  return child;
}

/** Another process, as far as the database can tell. */
async function startRival(): Promise<void> {
  const mailer = createSmtpMailer({ url: smtp.url, from: "Shop <shop@shop.net>" });
  const onError = (error: unknown) => process.emitWarning(String(error));
  worker = new MailWorker({ hub: shop.rival, mailer, onError, leaseMs: 2000, lookMs: 200 });
  await worker.start();
}

/** Due mails, each to another address. */
async function compose(count: number): Promise<void> {
  const tenantId = shop.actor.tenantId;
  const events = Array.from({ length: count }, (_, n) => ({
    tenantId,
    id: newId(),
    type: "user.created",
    subjectId: newId(),
    data: { name: `No ${n}`, email: `u${n}@shop.net`, role: "agent", active: true },
  }));
  const setup = { publicUrl: "https://hub.shop.net", sends: true };
  await inTransaction(shop.hub, (sql) => composeMails(sql, events, setup));
}

const states = async () => {
  const rows = await shop.hub.db.sql<{ state: string; n: number }[]>`
    select state, count(*)::int as n from mails where tenant_id = ${shop.actor.tenantId} group by 1 order by 1`;
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};
const messageIds = () => smtp.mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1]);

it("a mail that a killed process had sent but not recorded is sent once more, under the same Message-ID", async () => {
  const child = await startProcess("mails.settle:read");
  const handedOver = once(child, "message");
  await compose(1);
  await handedOver;
  expect(smtp.mails).toHaveLength(1);
  child.kill("SIGKILL");
  await startRival();
  await until(async () => (await states())["sent"] === 1, 60_000);
  expect(messageIds()).toHaveLength(2);
  expect(new Set(messageIds()).size).toBe(1);
});

it("two processes share the due mails, and no mail is sent twice", async () => {
  await startProcess();
  await startRival();
  await compose(120);
  await until(async () => (await states())["sent"] === 120, 60_000);
  expect(new Set(messageIds()).size).toBe(120);
  expect(smtp.mails).toHaveLength(120);
});

it("a suspended process's mails are sent by another when its lease expires; resumed, it sends and records none of them", async () => {
  smtp.delayMs = 100;
  const child = await startProcess();
  await compose(12);
  await until(() => smtp.mails.length >= 2, 60_000);
  child.kill("SIGSTOP");
  await startRival();
  await until(async () => (await states())["sent"] === 12, 60_000);
  child.kill("SIGCONT");
  await compose(1);
  await until(async () => (await states())["sent"] === 13, 60_000);
  expect(new Set(messageIds()).size).toBe(13);
  expect(smtp.mails.length).toBeLessThanOrEqual(14); // the one being sent at the suspension may arrive twice
});
