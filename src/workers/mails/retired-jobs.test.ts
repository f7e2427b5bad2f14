import { afterEach, expect, it } from "vitest";
import { listQueues } from "#core/jobs/index.ts";
import { newId } from "#core/kernel/ids.ts";
import { listMails } from "#core/mail/index.ts";
import { placeOrder } from "#core/orders/index.ts";
import type { Mailer } from "#integrations/mail/port.ts";
import { until } from "#testing/fixtures/receiver.ts";
import { relayed } from "#testing/fixtures/relayed.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import type { Job } from "../job.ts";
import { type Runner, startRunner } from "../runner.ts";
import { MailWorker } from "./mail-worker.ts";
import { createRetiredMailJobs } from "./retired-jobs.ts";

const shop = testShop();
const log = { info: () => {}, warn: () => {}, error: () => {} };
const taken: string[] = [];
const mailer: Mailer = { send: async ({ id }) => void taken.push(id), close: () => {} };
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(jobs: readonly Job[]): Promise<Runner> {
  const runner = await startRunner({
    hub: shop.hub,
    log,
    jobs,
    onError: (error) => process.emitWarning(String(error)),
  });
  stops.push(() => runner.stop());
  shop.hub.jobs = runner.control;
  return runner;
}

/** As an older version declares it. */
function asBefore(job: Job): Job {
  const { isRetired, ...rest } = job;
  return isRetired === true ? rest : job;
}

const queues = async () => (await shop.run(listQueues, {})).data.map(({ name }) => name);
const states = async () => (await shop.run(listMails, {})).data.map(({ state }) => state).toSorted();

it("a mail queued by an older version is created and sent once, and then its queues are no longer listed", async () => {
  const retired = createRetiredMailJobs({ mailer, publicUrl: "https://hub.shop.net" });
  const older = await start(retired.map(asBefore));
  await shop.stock([{ sku: "A" }]);
  const customer = { email: "ann@customer.net", name: "Ann" };
  await shop.run(placeOrder, { channel: "web", customer, lines: [{ sku: "A", quantity: 1 }] });
  const placed = (await relayed(shop.hub)).find(({ type }) => type === "order.placed");
  const [compose, send] = retired;
  if (compose === undefined || send === undefined) throw new Error("There are two");
  const { tenantId } = shop.actor;
  const mailId = newId();
  await shop.hub.db.sql`
    insert into mails (tenant_id, id, event_id, template, to_email, subject, text, html)
    values (${tenantId}, ${mailId}, ${newId()}, 'welcome', 'a@shop.net', '', '', '')`;
  await older.enqueue(compose, { tenantId, eventId: placed?.id });
  await older.enqueue(send, { tenantId, mailId });
  expect(await queues()).toEqual(["mails.compose", "mails.send"]);
  await older.stop();

  const runner = await start(retired);
  expect(await queues()).toEqual(["mails.compose", "mails.send"]);
  await runner.work();
  const worker = new MailWorker({ hub: shop.hub, mailer, onError: (error) => process.emitWarning(String(error)) });
  await worker.start();
  stops.push(() => worker.stop());
  await until(async () => (await states()).join() === "sent,sent", 20_000);
  expect(taken).toHaveLength(2);
  await until(async () => (await queues()).length === 0, 20_000);
});
