import { describe, expect, it } from "vitest";
import { getInvoice } from "#core/erp/index.ts";
import { cancelShipment, createShipment } from "#core/fulfillment/index.ts";
import { cancelOrder, getOrder } from "#core/orders/index.ts";
import { refundPayment } from "#core/payments/index.ts";
import { createTestTenant } from "#testing/fixtures/hub.ts";
import { Invoicing, WSDL_URL } from "#testing/fixtures/invoicing.ts";
import { relayed } from "#testing/fixtures/relayed.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { inTransaction } from "#testing/fixtures/transaction.ts";
import { erpConsumer } from "./erp-consumer.ts";

const shop = testShop();
const desk = new Invoicing(shop);
const two = {
  lines: [
    { sku: "A", quantity: 3 },
    { sku: "B", quantity: 1 },
  ],
  shippingTotal: 250,
  discountTotal: 101,
};
const stock = () =>
  shop.stock([
    { sku: "A", price: 333 },
    { sku: "B", price: 1999 },
  ]);
const brief = async () => (await desk.invoices()).map(({ number, total, state }) => [number, total, state]);

describe("invoices", () => {
  it("an order is invoiced once, when all of it has left, over its lines and its total to the unit", async () => {
    await stock();
    const order = await desk.shipped(two, [2]);
    await desk.issue();
    expect(await brief()).toEqual([]);
    await shop.run(createShipment, { orderId: order.id });
    await desk.issue(2);
    const [invoice, ...more] = await desk.invoices();
    expect(more).toEqual([]);
    expect(invoice).toMatchObject({
      number: "INV-000001",
      orderId: order.id,
      total: order.totals.total,
      state: "pending",
    });
    const { document } = await shop.run(getInvoice, { id: invoice?.id });
    const goods = document.lines.reduce((sum, { amount }) => sum + amount, 0);
    expect(goods + document.shipping).toBe(3 * 333 + 1999 - 101 + 250);
    expect(document).toMatchObject({
      total: goods + document.shipping,
      orderNumber: order.number,
      currency: "GBP",
      decimals: 2,
    });
  });

  it("numbers have no gaps, whatever is issued in between and repeated", async () => {
    await stock();
    for (let n = 0; n < 5; n += 1) {
      await desk.shipped();
      await desk.issue(n % 2 === 0 ? 2 : 1);
    }
    expect((await brief()).map(([number]) => number)).toEqual([1, 2, 3, 4, 5].map((n) => `INV-00000${n}`));
  });

  it("what is refunded or cancelled after the invoice is credited, once, and never more than the invoice", async () => {
    await stock();
    const order = await desk.shipped(two);
    await desk.issue();
    await shop.run(refundPayment, {
      orderId: order.id,
      lines: [{ id: order.lines[0]?.id, quantity: 1 }],
      reason: "broken",
    });
    await desk.issue(2);
    await shop.run(refundPayment, { orderId: order.id, amount: 100, reason: "late" });
    await desk.issue(2);
    const [invoice, first, second, ...more] = await desk.invoices();
    expect(more).toEqual([]);
    expect([first?.number, second?.number, second?.total]).toEqual(["CRN-000001", "CRN-000002", 100]);
    const { refunded } = (await shop.run(getOrder, { id: order.id })).totals;
    expect((first?.total ?? 0) + (second?.total ?? 0)).toBe(refunded);
    expect(second).toMatchObject({ waitsFor: invoice?.number });
  });

  it("an order refunded before it left is invoiced and credited to what is kept", async () => {
    await stock();
    const order = await desk.placed({ lines: [{ sku: "B", quantity: 2 }] });
    await shop.run(refundPayment, { orderId: order.id, amount: 500, reason: "sorry" });
    await shop.run(createShipment, { orderId: order.id });
    await desk.issue();
    expect(await brief()).toEqual([
      ["INV-000001", 3998, "pending"],
      ["CRN-000001", 500, "pending"],
    ]);
  });

  it("an order that left before the ERP was activated is not invoiced, nor what is refunded of it", async () => {
    await stock();
    const order = await desk.shipped();
    await shop.hub.db.sql`update erp_connections set activated_at = now() + interval '1 second'
      where tenant_id = ${shop.actor.tenantId}`;
    await shop.run(refundPayment, { orderId: order.id, amount: 100, reason: "late" });
    await desk.issue();
    expect(await brief()).toEqual([]);
  });

  it("a shipment that is called back and an order that is cancelled then are credited in whole", async () => {
    await stock();
    const order = await desk.shipped();
    await desk.issue();
    await shop.run(cancelShipment, { orderId: order.id, shipmentId: order.shipments[0]?.id });
    await shop.run(cancelOrder, { id: order.id, reason: "customer" });
    await desk.issue(2);
    expect(await brief()).toEqual([
      ["INV-000001", 333, "pending"],
      ["CRN-000001", 333, "pending"],
    ]);
  });

  it("orders of other tenants are not invoiced", async () => {
    await stock();
    const { actor } = shop;
    const other = await createTestTenant(shop.hub);
    expect(other.tenantId).not.toBe(actor.tenantId);
    await desk.shipped();
    const events = await relayed(shop.hub);
    const [row] = await shop.hub.db.sql<{ slug: string }[]>`select slug from tenants where id = ${other.tenantId}`;
    const consumer = erpConsumer({ tenant: row?.slug ?? "", wsdlUrl: WSDL_URL });
    await inTransaction(shop.hub, (sql) => consumer.apply(sql, events));
    expect(await brief()).toEqual([]);
  });
});
