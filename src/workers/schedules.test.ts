import { describe, expect, it } from "vitest";
import { adjustStock } from "#core/inventory/index.ts";
import { getOrder, placeOrder, releaseOrder } from "#core/orders/index.ts";
import { createPayment } from "#core/payments/index.ts";
import { testProvider } from "#integrations/payments/test-provider.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createSchedules } from "./schedules.ts";

const shop = testShop();
const log = { info: () => {}, warn: () => {}, error: () => {} };

async function run(name: string, unpaidHoldDays?: number): Promise<void> {
  const jobs = createSchedules({ providers: { test: testProvider }, unpaidHoldDays });
  const job = jobs.find((each) => each.name === name);
  await job?.run({ hub: shop.hub, log, signal: new AbortController().signal }, {});
}

async function placed(payment?: object): Promise<string> {
  await shop.stock([{ sku: "A" }]).catch(() => {});
  const { order } = await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }], payment });
  return order.id;
}

const age = (id: string, days: number) => shop.hub.db.sql`
  update orders set placed_at = now() - make_interval(days => ${days}) where tenant_id = ${shop.actor.tenantId} and id = ${id}`;
const held = async (id: string) => (await shop.run(getOrder, { id })).holds.map(({ reason }) => reason);

describe("schedules", () => {
  it("hold orders unpaid for the given days, never paid or recent ones, and not twice", async () => {
    const [late, paid, fresh] = [await placed(), await placed(), await placed()];
    await shop.run(createPayment, { orderId: paid, method: "manual" });
    for (const id of [late, paid]) await age(id, 15);
    await run("orders.holdUnpaid");
    expect(await held(late)).toEqual([]);
    await run("orders.holdUnpaid", 14);
    await run("orders.holdUnpaid", 14);
    expect([await held(late), await held(paid), await held(fresh)]).toEqual([["unpaid"], [], []]);
    await shop.run(releaseOrder, { id: late });
    await run("orders.holdUnpaid", 14);
    expect(await held(late)).toEqual([]);
  });

  it("retry a provider without a response for a quarter of an hour, and move the money once", async () => {
    const [old, young] = [await placed({ method: "test" }), await placed({ method: "test" })];
    await shop.hub.db.sql`
      update payment_events set at = now() - interval '20 minutes' where tenant_id = ${shop.actor.tenantId} and order_id = ${old}`;
    await Promise.all([run("payments.reconcile"), run("payments.reconcile")]);
    await run("payments.reconcile");
    expect(await shop.run(getOrder, { id: old })).toMatchObject({ paymentStatus: "paid", totals: { paid: 295 } });
    expect(await shop.run(getOrder, { id: young })).toMatchObject({ paymentStatus: "unpaid" });
  });

  it("report articles that are out of stock, and none that are in stock", async () => {
    await shop.stock([
      { sku: "LOW", onHand: 1 },
      { sku: "PLENTY", onHand: 9 },
    ]);
    await run("inventory.summariseLow");
    await shop.run(adjustStock, { sku: "LOW", location: "main", delta: -1, reason: "count" });
    await run("inventory.summariseLow");
    const told = await shop.hub.db.sql`
      select data from events where tenant_id = ${shop.actor.tenantId} and type = 'stock.low_summarised'`;
    expect(told).toEqual([{ data: { count: 1, levels: [{ sku: "LOW", location: "main", available: 0 }] } }]);
  });

  it("delete mails after 90 days", async () => {
    await shop.hub.db.sql`
      insert into mails (tenant_id, id, event_id, template, to_email, subject, text, html, created_at)
      select ${shop.actor.tenantId}, gen_random_uuid(), gen_random_uuid(), 'welcome', 'a@shop.net', '', '', '', now() - make_interval(days => d)
      from unnest(array[1, 89, 91, 400]) d`;
    await run("housekeeping.mails");
    const [row] = await shop.hub.db.sql`select count(*)::int as n from mails where tenant_id = ${shop.actor.tenantId}`;
    expect(row).toEqual({ n: 2 });
  });
});
