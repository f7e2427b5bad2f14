import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { refundPayment } from "#core/payments/index.ts";
import { Invoicing } from "#testing/fixtures/invoicing.ts";
import { until } from "#testing/fixtures/receiver.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { ErpServer, phpSoapInstalled } from "#testing/servers/erp-server.ts";
import { describeWith } from "#testing/servers/outside-program.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const shop = testShop();
const desk = new Invoicing(shop);
const children: ChildProcess[] = [];
let erp: ErpServer;

async function startWorker(diesAt = ""): Promise<ChildProcess> {
  const entry = join(import.meta.dirname, "../../testing/servers/erp-process.ts");
  const child = fork(entry, [shop.url, erp.wsdlUrl, await desk.slug(), diesAt], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [],
  });
  children.push(child);
  await once(child, "message");
  return child;
}

const allPosted = (count: number) => until(async () => (await desk.states())["posted"] === count, 180_000);

/** Every invoice is in the ERP's books once, over our amounts. */
async function expectEachOnce(): Promise<void> {
  const { invoices } = await erp.books();
  const theirs = invoices.map(
    ({ Number: number, Total, Tax, DocumentId }) => `${number} ${Total} ${Tax} ${DocumentId}`,
  );
  const ours = await desk.invoices();
  const same = ours.map(({ number, total, tax, reference }) => `${number} ${total} ${tax} ${reference}`);
  expect(theirs.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(same.toSorted((a, b) => (a < b ? -1 : 1)));
}

/** Orders that have left, some of them refunded in part. */
async function issue(count: number): Promise<number> {
  await shop.stock([{ sku: "A", price: 333 }]);
  for (let n = 0; n < count; n += 1) {
    const order = await desk.shipped({ lines: [{ sku: "A", quantity: 1 + (n % 3) }], shippingTotal: n });
    if (n % 4 === 0) await shop.run(refundPayment, { orderId: order.id, amount: 1 + n, reason: "late" });
  }
  await desk.issue();
  return (await desk.invoices()).length;
}

describeWith("php with php-soap", phpSoapInstalled())("an ERP on php-soap", () => {
  beforeAll(async () => {
    erp = await ErpServer.open();
  });
  beforeEach(async () => {
    await erp.setBooks({});
    await erp.misbehave({});
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });
  afterAll(() => erp.close());

  it("gets every invoice once from two workers, credit notes after their invoices", async () => {
    const count = await issue(10);
    expect(count).toBe(13);
    await Promise.all([startWorker(), startWorker()]);
    await allPosted(count);
    await expectEachOnce();
    const numbers = (await erp.books()).invoices.map((booked) => booked.Number);
    const invoiced = (await erp.books()).invoices.map(({ ForInvoice }) => numbers.indexOf(ForInvoice ?? ""));
    expect(invoiced.filter((invoice, at) => invoice > at)).toEqual([]);
  });

  it("slow, wrong, twice and not at all, with workers killed in between: every invoice is there once at the end", async () => {
    const count = await issue(16);
    const modes = [
      "well",
      "well",
      "slow",
      "silent",
      "cut",
      "html",
      "garbage",
      "doctype",
      "namespace",
      "twice",
      "polluted",
      "empty",
      "huge",
      "down",
    ];
    await erp.misbehave({ modes, slowMs: 400, silentMs: 1500 });
    await Promise.all([startWorker(), startWorker()]);
    for (let round = 0; round < 3; round += 1) {
      await sleep(2000);
      children.shift()?.kill("SIGKILL");
      await startWorker();
      if (round !== 1) continue;
      await erp.stop();
      await sleep(1000);
      await erp.start();
    }
    await erp.misbehave({});
    await shop.hub.db.sql`update erp_connections set open_until = null`;
    await allPosted(count);
    await expectEachOnce();
    expect("polluted" in {}).toBe(false);
  });

  it("an ERP that books repeats twice is asked before an invoice is posted again", async () => {
    const count = await issue(6);
    await erp.misbehave({ modes: ["cut", "twice", "html"], forgetful: true });
    const dying = await startWorker("erp.settle:read");
    await until(async () => (await erp.books()).calls > 0, 60_000);
    await sleep(1500);
    dying.kill("SIGKILL");
    await erp.misbehave({ forgetful: true });
    await startWorker();
    await shop.hub.db.sql`update erp_connections set open_until = null`;
    await allPosted(count);
    expect((await erp.books()).invoices).toHaveLength(count);
    await expectEachOnce();
  });

  it("a suspended worker's invoices are posted by another; resumed, it changes nothing", async () => {
    const count = await issue(5);
    await erp.misbehave({ modes: ["slow"], slowMs: 500 });
    const suspended = await startWorker();
    await until(async () => (await erp.books()).calls >= 2, 60_000);
    suspended.kill("SIGSTOP");
    await startWorker();
    await allPosted(count);
    suspended.kill("SIGCONT");
    await sleep(1500);
    expect(await desk.states()).toEqual({ posted: count });
    await expectEachOnce();
  });
});
