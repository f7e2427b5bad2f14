import { beforeEach, describe, expect, it } from "vitest";
import { connectErp } from "#core/erp/connection-store.ts";
import { compareInvoices, configureErp, getErp } from "#core/erp/index.ts";
import { listLevels } from "#core/inventory/index.ts";
import type { Erp, ErpInvoice, ErpStock } from "#integrations/erp/port.ts";
import { Invoicing } from "#testing/fixtures/invoicing.ts";
import { relayed } from "#testing/fixtures/relayed.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createReconciliationJobs } from "../reconciliation.ts";
import { createErpJobs } from "./erp-jobs.ts";

const shop = testShop();
const desk = new Invoicing(shop);
const log = { info: () => {}, warn: () => {}, error: () => {} };
const out = { fetchOut: () => Promise.reject(new Error("Nothing is fetched here")) };

/** What an ERP says of its invoices and its stock. */
function jobsWith(said: { list?: readonly ErpInvoice[]; stock?: readonly ErpStock[] }, tenant: string) {
  const never = () => Promise.reject(new Error("This was not to be asked"));
  const erp: Erp = { post: never, find: never, list: async () => said.list, stock: async () => said.stock };
  return [...createErpJobs({ erp: { erp, tenant } }), ...createReconciliationJobs({ http: out })];
}

async function run(jobs: ReturnType<typeof jobsWith>, name: string): Promise<void> {
  const context = { hub: shop.hub, log, signal: new AbortController().signal };
  const tenantId = shop.actor.tenantId;
  const job = jobs.find((each) => each.name === name);
  await job?.run(context, job.data.parse({ tenantId }));
  for (let due = await relayed(shop.hub); due.length > 0; due = await relayed(shop.hub))
    for (const event of due.filter((each) => each.tenantId === tenantId))
      for (const each of jobs.filter(({ on, when }) => on?.includes(event.type) === true && when?.(event) !== false))
        await each.run(context, each.data.parse({ ...Object(event.data), tenantId, eventId: event.id }));
}

const connect = () => connectErp(shop.hub.db.sql, shop.actor.tenantId, "http://erp.test/?wsdl");
const onHand = async () => (await shop.run(listLevels, { sku: "A" })).data[0]?.onHand;

it("what the ERP lacks is posted again, what it has is posted, and another amount is named", async () => {
  await shop.stock([{ sku: "A", price: 100 }]);
  await connect();
  for (let n = 0; n < 5; n += 1) await desk.shipped();
  await desk.issue();
  await shop.hub.db.sql`update erp_invoices set state = 'posted', posted_at = now() - interval '16 minutes'
    where tenant_id = ${shop.actor.tenantId} and number <= 3`;
  const entry = (n: number, total = 100) => ({ number: `INV-00000${n}`, total, currency: "GBP", reference: `L-${n}` });
  const list = [entry(1), entry(3, 99), entry(4), { ...entry(9), number: "OTHER-1" }];
  await run(jobsWith({ list }, await desk.slug()), "erp.compareInvoices");
  const { compared } = await shop.run(getErp, {});
  expect(compared).toMatchObject({
    theirs: 4,
    agree: 1,
    missing: ["INV-000002"],
    requeued: 1,
    found: 1,
    differ: ["INV-000003"],
    unknown: 1,
    error: null,
  });
  expect((await desk.invoices()).map(({ state, reference }) => [state, reference])).toEqual([
    ["posted", null],
    ["pending", null],
    ["posted", null],
    ["posted", "L-4"],
    ["pending", null],
  ]);
});

it("an invoice posted after the list was asked for is not missing in it", async () => {
  await shop.stock([{ sku: "A" }]);
  await connect();
  await desk.shipped();
  await desk.issue();
  await shop.hub.db
    .sql`update erp_invoices set state = 'posted', posted_at = now() where tenant_id = ${shop.actor.tenantId}`;
  const asked = new Date(Date.now() - 5000).toISOString();
  const from = new Date(Date.now() - 86_400_000).toISOString();
  await shop.run(compareInvoices, { from, asked, theirs: [], error: null });
  expect(await desk.states()).toEqual({ posted: 1 });
});

describe("an invoice that the ERP does not list", () => {
  const compare = (theirs: readonly object[]) => {
    const from = new Date(Date.now() - 86_400_000).toISOString();
    return shop.run(compareInvoices, { from, asked: new Date().toISOString(), theirs, error: null });
  };
  const other = { number: "OTHER-1", total: 1 };
  const post = (minutes: number) => shop.hub.db.sql`
    update erp_invoices set state = 'posted', posted_at = now() - ${minutes}::int * interval '1 minute'
    where tenant_id = ${shop.actor.tenantId}`;

  beforeEach(async () => {
    await shop.stock([{ sku: "A" }]);
    await connect();
    await desk.shipped();
    await desk.issue();
    await post(16);
  });

  it("is posted again once, and only named from then on", async () => {
    expect(await compare([other])).toMatchObject({ missing: ["INV-000001"], requeued: 1 });
    expect(await desk.states()).toEqual({ pending: 1 });
    await post(16);
    expect(await compare([other])).toMatchObject({ missing: ["INV-000001"], requeued: 0 });
    expect(await desk.states()).toEqual({ posted: 1 });
  });

  it("has a quarter of an hour to get there", async () => {
    await post(14);
    expect(await compare([other])).toMatchObject({ missing: [], requeued: 0 });
  });

  it("is only named where the ERP cannot be asked for it", async () => {
    await shop.run(configureErp, { find: null });
    expect(await compare([other])).toMatchObject({ missing: ["INV-000001"], requeued: 0 });
    expect(await desk.states()).toEqual({ posted: 1 });
  });

  it("is not taken for missing in a list without any entry", async () => {
    expect(await compare([])).toMatchObject({ missing: [], requeued: 0, error: expect.stringContaining("no invoice") });
    expect(await desk.states()).toEqual({ posted: 1 });
  });
});

it("differences in stock are reported, and booked as counts where it is set so", async () => {
  await shop.stock([{ sku: "A", onHand: 10 }]);
  await connect();
  const jobs = jobsWith({ stock: [{ sku: "A", location: null, onHand: 7 }] }, await desk.slug());
  await run(jobs, "erp.fetchStock");
  expect((await shop.run(getErp, {})).stock).toMatchObject({ rows: 1, error: null });
  expect(await onHand()).toBe(10);
  await shop.run(configureErp, { stockPolicy: "apply" });
  await run(jobs, "erp.fetchStock");
  expect(await onHand()).toBe(7);
});
