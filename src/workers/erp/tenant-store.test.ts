import { expect, it } from "vitest";
import { connectErp, ERP_CONSUMER } from "#core/erp/connection-store.ts";
import { createShipment } from "#core/fulfillment/index.ts";
import { createTestTenant } from "#testing/fixtures/hub.ts";
import { Invoicing, WSDL_URL } from "#testing/fixtures/invoicing.ts";
import { relayed } from "#testing/fixtures/relayed.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { inTransaction } from "#testing/fixtures/transaction.ts";
import { erpConsumer } from "./erp-consumer.ts";
import { erpTenant } from "./tenant-store.ts";

const shop = testShop();
const desk = new Invoicing(shop);

it("orders are invoiced or the consumer fails: none is passed over because the merchant is not known", async () => {
  const { sql } = shop.hub.db;
  await shop.stock([{ sku: "A" }]);
  await desk.shipped();
  await sql`delete from erp_connections`;
  const events = await relayed(shop.hub);
  const consume = (tenant: string | undefined) =>
    inTransaction(shop.hub, (transaction) => erpConsumer({ tenant, wsdlUrl: WSDL_URL }).apply(transaction, events));
  expect(await erpTenant(sql, undefined)).toBe(shop.actor.tenantId);
  const other = await createTestTenant(shop.hub);
  await expect(consume(undefined)).rejects.toThrow("several merchants");
  await expect(consume("no-such-merchant")).rejects.toThrow("the slug of no merchant");
  expect(await desk.invoices()).toEqual([]);

  await connectErp(sql, shop.actor.tenantId, WSDL_URL); // as by a worker, when there was one merchant
  await sql`update erp_connections set activated_at = now() - interval '1 hour'`;
  await consume(undefined);
  expect(await desk.invoices()).toHaveLength(1);
  await connectErp(sql, other.tenantId, WSDL_URL);
  await expect(consume(undefined)).rejects.toThrow("several merchants");
});

it("an order that left before any worker had said that it has an ERP is invoiced if its event was not consumed", async () => {
  await shop.stock([{ sku: "A" }]);
  await desk.shipped();
  await shop.hub.db.sql`delete from erp_connections where tenant_id = ${shop.actor.tenantId}`;
  await desk.issue();
  expect(await desk.invoices()).toHaveLength(1);
});

it("a worker that learns its merchant late invoices what its consumer has not applied since", async () => {
  const { sql } = shop.hub.db;
  const { tenantId } = shop.actor;
  await shop.stock([{ sku: "A" }]);
  const { id: orderId } = await desk.placed();
  await relayed(shop.hub);
  await sql`delete from erp_connections where tenant_id = ${tenantId}`;
  await sql`insert into consumers (name, position) select ${ERP_CONSUMER}, max(position) from feed`;
  await shop.run(createShipment, { orderId });
  const events = await relayed(shop.hub);
  await connectErp(sql, tenantId, WSDL_URL);
  const consumer = erpConsumer({ tenant: await desk.slug(), wsdlUrl: WSDL_URL });
  const wanted = events.filter((event) => consumer.wants?.(event) === true);
  await inTransaction(shop.hub, (transaction) => consumer.apply(transaction, wanted));
  expect(await desk.invoices()).toHaveLength(1);
});
