import { expect, it } from "vitest";
import { connectErp } from "#core/erp/connection-store.ts";
import { configureErp, getErp } from "#core/erp/index.ts";
import { createShipment } from "#core/fulfillment/index.ts";
import { adjustStock, listLevels } from "#core/inventory/index.ts";
import { listDifferences, startReconciliation } from "#core/reconciliation/index.ts";
import type { Erp } from "#integrations/erp/port.ts";
import { Invoicing, WSDL_URL } from "#testing/fixtures/invoicing.ts";
import { Reconciling } from "#testing/fixtures/reconciling.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createErpJobs, STOCK_PARTNER } from "./erp-jobs.ts";

const shop = testShop();
const desk = new Invoicing(shop);
const reconciling = new Reconciling(shop);

const onHand = async () => (await shop.run(listLevels, { sku: "A" })).data[0]?.onHand;
const notes = async (id: string) => (await shop.run(listDifferences, { id })).data.map(({ note }) => note);

async function run(name: string, data: object, counted = 0): Promise<void> {
  const never = () => Promise.reject(new Error("This was not to be asked"));
  const stock = async () => [{ sku: "A", location: null, onHand: counted }];
  const erp: Erp = { post: never, find: never, list: never, stock };
  const job = createErpJobs({ erp: { erp, tenant: await desk.slug() } }).find((each) => each.name === name);
  if (job === undefined) throw new Error(`there is no job ${name}`);
  await reconciling.run(job, data);
}

/** The ERP's figure is fetched and compared with ours; returns the id of the comparison. */
async function fetched(counted: number): Promise<string> {
  await run("erp.fetchStock", {}, counted);
  await reconciling.work();
  return (await shop.run(getErp, {})).stock?.reconciliationId ?? "";
}

const apply = (reconciliationId: string) => run("erp.applyStock", { reconciliationId });

async function open(units: number): Promise<void> {
  await shop.stock([{ sku: "A", onHand: units, price: 100 }]);
  await connectErp(shop.hub.db.sql, shop.actor.tenantId, WSDL_URL);
  await shop.run(configureErp, { stockPolicy: "apply" });
}

it("an ERP's count is not booked over what was sold or received since the ERP was asked", async () => {
  await open(12);
  const id = await fetched(10);
  await shop.run(adjustStock, { sku: "A", location: "main", delta: -3, reason: "loss" });
  await shop.run(adjustStock, { sku: "A", location: "main", delta: 3, reason: "receipt" });
  await apply(id);
  expect(await onHand()).toBe(12);
  expect(await notes(id)).toEqual(["The shelf has moved since the ERP was asked."]);
  await apply(await fetched(10));
  expect(await onHand()).toBe(10);
});

it("units that were shipped are not put back while the ERP does not have their invoice", async () => {
  await open(12);
  const whole = await desk.shipped();
  const part = await desk.shipped({ lines: [{ sku: "A", quantity: 2 }] }, [1]);
  await desk.issue();
  const post = async () => {
    await shop.hub.db.sql`update erp_invoices set state = 'posted', posted_at = now()
      where tenant_id = ${shop.actor.tenantId}`;
  };
  await apply(await fetched(12));
  expect(await onHand()).toBe(10);
  await post();
  await apply(await fetched(11)); // the ERP has the one order, and not the other's part
  expect(await onHand()).toBe(10);
  await shop.run(createShipment, { orderId: part.id });
  await desk.issue();
  await post();
  await apply(await fetched(8));
  expect(await onHand()).toBe(8);
  expect((await desk.invoices()).map(({ orderId }) => orderId)).toEqual([whole.id, part.id]);
});

it("counts of an older fetch are not booked once there is a newer one", async () => {
  await open(12);
  const older = await fetched(7);
  const newer = await fetched(12);
  await apply(older);
  expect(await onHand()).toBe(12);
  await apply(newer);
  expect(await onHand()).toBe(12);
});

it("a list that somebody posts in the name of the ERP's partner is not booked", async () => {
  await open(12);
  await fetched(12);
  const stock = [{ sku: "A", location: "main", onHand: 1_000 }];
  const { id } = await shop.run(startReconciliation, { partner: STOCK_PARTNER, stock });
  await reconciling.work();
  await apply(id);
  expect(await onHand()).toBe(12);
});
