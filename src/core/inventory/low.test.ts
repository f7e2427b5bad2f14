import { describe, expect, it } from "vitest";
import { asRetail, createImportBench, retailFile } from "#testing/fixtures/imports.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { confirmOrder, draftOrder } from "../drafts/index.ts";
import { cancelShipment, createShipment } from "../fulfillment/index.ts";
import { overview } from "../home/index.ts";
import { cancelOrder, placeOrder } from "../orders/index.ts";
import { adjustStock, configureLevel, listLevels } from "./index.ts";

const shop = testShop();

const order = (quantity = 1) => ({ channel: "web", lines: [{ sku: "A", quantity }] });
const place = (quantity = 1) => shop.run(placeOrder, order(quantity));
const adjust = (delta: number) => shop.run(adjustStock, { sku: "A", location: "main", delta, reason: "count" });

/** How many low-stock events each level emitted. */
async function told(): Promise<number> {
  const [row] = await shop.hub.db.sql<{ count: number }[]>`
    select count(*)::int as count from events where tenant_id = ${shop.actor.tenantId} and type = 'stock.low'`;
  return row?.count ?? 0;
}

async function confirmed(): Promise<void> {
  const { id } = await shop.run(draftOrder, order());
  await shop.run(confirmOrder, { id });
}

describe("a level emits one low-stock event when it becomes low", () => {
  it.each([0, 1])("with five sales on backorder and %i on hand, however they were made", async (onHand) => {
    const roads = [
      () => Promise.all([1, 2, 3, 4, 5].map(() => place())),
      () =>
        Promise.all([1, 2, 3, 4, 5].map((n) => shop.run(placeOrder, order(), { hub: n % 2 ? shop.hub : shop.rival }))),
      async () => {
        for (const sell of [place, place, place, place, place]) await sell();
      },
      async () => {
        for (const sell of [confirmed, confirmed, confirmed, confirmed, confirmed]) await sell();
      },
      async () => {
        for (const sell of [place, confirmed, place, confirmed, place]) await sell();
      },
    ];
    for (const road of roads) {
      await shop.enter();
      await shop.stock([{ sku: "A", onHand, allowBackorder: true }]);
      await road();
      expect(await told()).toBe(1);
    }
  });

  it("and another one only after it was not low in between, by any operation", async () => {
    await shop.stock([{ sku: "A", onHand: 4 }]);
    const first = await place(4);
    expect(await told()).toBe(1);
    await shop.run(createShipment, { orderId: first.order.id });
    expect(await told()).toBe(1);
    await adjust(5);
    await adjust(-5);
    expect(await told()).toBe(2);
    await adjust(5);
    await shop.run(configureLevel, { sku: "A", location: "main", safetyStock: 5 });
    expect(await told()).toBe(3);
    await shop.run(configureLevel, { sku: "A", location: "main", safetyStock: 0 });
    const held = await place(5);
    expect(await told()).toBe(4);
    await shop.run(cancelOrder, { id: held.order.id, reason: "changed their mind" });
    const { id } = await shop.run(draftOrder, order(5));
    const again = await shop.run(confirmOrder, { id });
    expect(await told()).toBe(5);
    const shipped = await shop.run(createShipment, { orderId: again.id });
    await shop.run(cancelShipment, { orderId: again.id, shipmentId: shipped.shipments[0]?.id });
    expect(await told()).toBe(5);
  });

  it("but none when it recovers within one batch, because the committed state was never low", async () => {
    await shop.stock([{ sku: "A", onHand: 1 }]);
    await place();
    await Promise.all([adjust(1), adjust(-1), adjust(1)]);
    expect(await told()).toBe(1);
  });
});

describe("imported history", () => {
  it("emits no low-stock event: an article never stocked here is not out of stock", async () => {
    const bench = await createImportBench();
    await bench.import(
      shop,
      retailFile("1,A1,THING,4,12/1/10 8:26,2.50,7,France", "2,B1,,-5,12/1/10 8:26,0,,UK"),
      asRetail,
    );
    await bench.close();
    expect(await told()).toBe(0);
    expect((await shop.run(listLevels, { low: true })).data).toEqual([]);
    const { counts, activity } = await shop.run(overview, {});
    expect(counts).toEqual({ toShip: 0, late: 0, held: 0, unpaid: 0, stockLow: 0, deliveriesFailed: 0 });
    expect(activity.map(({ type }) => type)).toEqual(["import.finished", "import.started"]);
  });
});
