import { describe, expect, it } from "vitest";
import { packingIn } from "#testing/fixtures/packing.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createLocation } from "../channels/index.ts";
import { createShipment } from "../fulfillment/index.ts";
import type { OrderView } from "../order/schemas.ts";
import { cancelOrder, getOrder, getTimeline, holdOrder, updateOrder } from "../orders/index.ts";
import { refundPayment } from "../payments/index.ts";
import { getStation } from "./index.ts";

const shop = testShop();
const { place, open, scan, undo, finish, skip, setBarcode } = packingIn(shop);

describe("a packer", () => {
  it("gets the order that waits longest, scans it by barcode or SKU, and ships it", async () => {
    await shop.stock([{ sku: "Mug-1" }, { sku: "Bowl" }]);
    await setBarcode("Bowl", "0012345678905");
    const first = await place([
      { sku: "Mug-1", quantity: 2 },
      { sku: "Bowl", quantity: 3 },
    ]);
    await place([{ sku: "Bowl", quantity: 1 }]);
    const session = await open();
    expect(session.order).toMatchObject({ id: first.id, number: first.number, wanted: 5, packed: 0 });
    expect(await scan(session, "mug-1")).toMatchObject({ outcome: "accepted", version: 2, packed: 1 });
    expect(await scan(session, "12345678905", { quantity: 3 })).toMatchObject({ lines: [{ sku: "Bowl", packed: 3 }] });
    expect(await finish(session)).toMatchObject({ refusal: { code: "packing.incomplete" } });
    await scan(session, "MUG-1");
    const done = await finish(session, { carrier: "DPD", trackingNumber: "T1" });
    expect(done).toMatchObject({
      outcome: "finished",
      orderId: null,
      shipment: { orderNumber: first.number, units: 5 },
    });
    const order = await shop.run(getOrder, { id: first.id });
    expect(order).toMatchObject({ status: "shipped", shipments: [{ id: done.shipment?.id, trackingNumber: "T1" }] });
    const { data } = await shop.run(getTimeline, { id: first.id });
    expect(data.map(({ type }) => type)).toContain("packing.finished");
    expect(await undo(session)).toMatchObject({ refusal: { code: "packing.nothing_to_undo" } });
    expect(await scan(session, "Bowl")).toMatchObject({ refusal: { code: "packing.no_order" } });
  });

  it("refuses wrong, unknown and surplus articles and names them", async () => {
    await shop.stock([{ sku: "A" }, { sku: "B" }]);
    await place([{ sku: "A", quantity: 2 }]);
    const session = await open();
    expect((await scan(session, "B")).refusal).toMatchObject({
      code: "packing.wrong_article",
      articles: [{ sku: "B" }],
    });
    expect((await scan(session, "404")).refusal).toMatchObject({ code: "packing.unknown_article", articles: [] });
    expect((await scan(session, "A", { quantity: 3 })).refusal?.code).toBe("packing.surplus");
    await scan(session, "A", { quantity: 2 });
    expect((await scan(session, "A")).refusal?.message).toBe("A is complete.");
    expect((await shop.run(getStation, { sessionId: session.id })).order?.packed).toBe(2);
  });

  it("chooses between two articles with one barcode by their SKU", async () => {
    await shop.stock([{ sku: "A" }, { sku: "B" }, { sku: "C" }]);
    await setBarcode("A", "777");
    await setBarcode("B", "777");
    await place([
      { sku: "A", quantity: 1 },
      { sku: "B", quantity: 1 },
    ]);
    const session = await open();
    const both = await scan(session, "777");
    expect(both.refusal).toMatchObject({ code: "packing.ambiguous", articles: [{ sku: "A" }, { sku: "B" }] });
    expect((await scan(session, "B")).lines).toMatchObject([{ sku: "B", packed: 1 }]);
  });

  it("may scan a barcode that the article was given after the parcel was begun", async () => {
    await shop.stock([{ sku: "A" }]);
    await place([{ sku: "A", quantity: 1 }]);
    const session = await open();
    await setBarcode("A", "999");
    expect(await scan(session, "999")).toMatchObject({ outcome: "accepted", lines: [{ sku: "A", packed: 1 }] });
  });

  it("takes back the last scan, or a certain one, each once", async () => {
    await shop.stock([{ sku: "A" }, { sku: "B" }]);
    await place([
      { sku: "A", quantity: 3 },
      { sku: "B", quantity: 1 },
    ]);
    const session = await open();
    const first = await scan(session, "A", { quantity: 2 });
    await scan(session, "B");
    expect((await undo(session, { scan: first.clientId })).lines).toMatchObject([{ sku: "A", packed: 0 }]);
    expect((await undo(session)).lines).toMatchObject([{ sku: "B", packed: 0 }]);
    expect((await undo(session)).refusal?.code).toBe("packing.nothing_to_undo");
    expect((await undo(session, { scan: first.clientId })).refusal?.code).toBe("packing.nothing_to_undo");
  });

  it("takes back no scan of a parcel of the same order that has left before", async () => {
    await shop.stock([{ sku: "A" }]);
    const { number } = await place([{ sku: "A", quantity: 3 }]);
    const session = await open();
    const shipped = await scan(session, "A");
    await finish(session, { partial: true });
    await open("Bench 1", { order: number });
    expect((await undo(session)).refusal?.code).toBe("packing.nothing_to_undo");
    expect((await undo(session, { scan: shipped.clientId })).refusal?.code).toBe("packing.nothing_to_undo");
    await scan(session, "A");
    await open();
    expect((await undo(session)).lines).toMatchObject([{ sku: "A", packed: 0 }]);
    await scan(session, "A");
    await skip(session);
    expect((await open("Bench 1", { order: number })).order?.packed).toBe(0);
    expect((await undo(session)).refusal?.code).toBe("packing.nothing_to_undo");
  });

  it("ships a part only when asked to, and does not offer the rest at once", async () => {
    await shop.stock([{ sku: "A" }]);
    const order = await place([{ sku: "A", quantity: 3 }]);
    const session = await open();
    expect((await finish(session, { partial: true })).refusal?.code).toBe("packing.nothing_packed");
    await scan(session, "A");
    expect(await finish(session, { partial: true })).toMatchObject({ outcome: "finished", shipment: { units: 1 } });
    expect(await shop.run(getOrder, { id: order.id })).toMatchObject({ fulfillmentStatus: "partially_fulfilled" });
    expect((await open()).order).toBeNull();
    expect((await open("Bench 2")).order).toMatchObject({ id: order.id, wanted: 2 });
  });

  it("skips an order: others get it, this station gets the next", async () => {
    await shop.stock([{ sku: "A" }]);
    const [first, second] = [await place([{ sku: "A", quantity: 1 }]), await place([{ sku: "A", quantity: 1 }])];
    const session = await open();
    await scan(session, "A");
    expect(await skip(session)).toMatchObject({ outcome: "accepted", orderId: null });
    expect((await open()).order?.id).toBe(second.id);
    expect((await open("Bench 2")).order).toMatchObject({ id: first.id, packed: 0 });
  });

  it("gets only what is paid as its channel requires, not held, and reserved at the location", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    const unpaid = await place([{ sku: "A", quantity: 1 }], {});
    const held = await place([{ sku: "A", quantity: 1 }]);
    await shop.run(holdOrder, { id: held.id, reason: "manual" });
    await shop.run(createLocation, { code: "shop", name: "Shop" });
    expect((await open()).order).toBeNull();
    const opened = ({ number }: OrderView) => open("Bench 1", { order: number });
    await expect(opened(unpaid)).rejects.toMatchObject({ code: "packing.not_covered" });
    await expect(opened(held)).rejects.toMatchObject({ code: "order.on_hold" });
    const paid = await place([{ sku: "A", quantity: 1 }]);
    await expect(open("X", { location: "shop", order: paid.id })).rejects.toMatchObject({
      code: "packing.nothing_here",
    });
    expect((await open("Bench 1", { order: `#${paid.number}` })).order?.id).toBe(paid.id);
    await expect(opened(held)).rejects.toMatchObject({ code: "packing.order_under_way" });
    await expect(open("Bench 2", { order: paid.number })).rejects.toMatchObject({ code: "packing.packed_elsewhere" });
    await expect(open("X", { order: "404" })).rejects.toMatchObject({ code: "resource.not_found" });
    await expect(open("X", { location: "moon" })).rejects.toMatchObject({ code: "packing.unknown_location" });
  });
});

describe("while an order is packed", () => {
  it("a cancellation is reported at the next scan, with what has to come out", async () => {
    await shop.stock([{ sku: "A" }]);
    const order = await place([{ sku: "A", quantity: 2 }]);
    const session = await open();
    await scan(session, "A");
    await shop.run(cancelOrder, { id: order.id, reason: "changed mind" });
    expect(await scan(session, "A")).toMatchObject({
      orderId: null,
      refusal: { code: "packing.order_cancelled", takeOut: [{ sku: "A", quantity: 1 }] },
    });
    expect((await scan(session, "A")).refusal?.code).toBe("packing.no_order");
  });

  it("a hold is reported at finish, and nothing is shipped", async () => {
    await shop.stock([{ sku: "A" }]);
    const order = await place([{ sku: "A", quantity: 1 }]);
    const session = await open();
    await scan(session, "A");
    await shop.run(holdOrder, { id: order.id, reason: "fraud" });
    expect((await finish(session)).refusal?.code).toBe("packing.order_on_hold");
    expect((await shop.run(getOrder, { id: order.id })).shipments).toEqual([]);
  });

  it("a refund is reported at the next scan or at finish: an order that is no longer paid is not shipped", async () => {
    await shop.stock([{ sku: "A" }]);
    for (const last of [scan, finish] as const) {
      const { id, totals } = await place([{ sku: "A", quantity: 2 }]);
      const session = await open();
      await scan(session, "A", { quantity: last === scan ? 1 : 2 });
      await shop.run(refundPayment, { orderId: id, amount: totals.total, reason: "fraud" });
      const told = await (last === scan ? scan(session, "A") : finish(session));
      expect(told).toMatchObject({ orderId: null, refusal: { code: "packing.not_covered", takeOut: [{ sku: "A" }] } });
      expect((await shop.run(getOrder, { id })).shipments).toEqual([]);
    }
  });

  it.each([
    {
      what: "a hold",
      code: "packing.order_on_hold",
      change: ({ id }: OrderView) => shop.run(holdOrder, { id, reason: "fraud" }, { hub: shop.rival }),
    },
    {
      what: "a refund",
      code: "packing.not_covered",
      change: ({ id, totals: { total } }: OrderView) =>
        shop.run(refundPayment, { orderId: id, amount: total, reason: "fraud" }, { hub: shop.rival }),
    },
    {
      what: "a change",
      code: "packing.order_changed",
      change: ({ id, lines }: OrderView) =>
        shop.run(cancelOrder, { id, reason: "x", lines: [{ id: lines[0]?.id, quantity: 1 }] }, { hub: shop.rival }),
    },
  ])("$what between reading and shipping is told, and nothing is shipped", async ({ code, change }) => {
    await shop.stock([{ sku: "A" }]);
    const order = await place([{ sku: "A", quantity: 2 }]);
    const session = await open();
    await scan(session, "A", { quantity: 2 });
    shop.hub.race = async (point) => {
      if (point === "packing.finish:read") await change(order);
    };
    const answer = await finish(session).finally(() => (shop.hub.race = undefined));
    expect(answer).toMatchObject({ outcome: "refused", refusal: { code, takeOut: [{ sku: "A" }] } });
    expect((await shop.run(getOrder, { id: order.id })).shipments).toEqual([]);
  });

  it("a cancellation is reported when the order is skipped, too: the goods have to come out", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await place([{ sku: "A", quantity: 2 }]);
    const session = await open();
    await scan(session, "A");
    await shop.run(cancelOrder, { id, reason: "changed mind" });
    expect((await skip(session)).refusal).toMatchObject({ code: "packing.order_cancelled", takeOut: [{ sku: "A" }] });
  });

  it("a cancelled part changes the parcel: the packer checks it and goes on", async () => {
    await shop.stock([{ sku: "A" }, { sku: "B" }]);
    const order = await place([
      { sku: "A", quantity: 3 },
      { sku: "B", quantity: 1 },
    ]);
    const session = await open();
    await scan(session, "A", { quantity: 3 });
    await shop.run(cancelOrder, { id: order.id, reason: "x", lines: [{ id: order.lines[0]?.id, quantity: 2 }] });
    const told = await scan(session, "B");
    expect(told).toMatchObject({
      refusal: { code: "packing.order_changed", takeOut: [{ sku: "A", quantity: 2 }] },
      order: { wanted: 2, packed: 1 },
    });
    await scan(session, "B");
    expect(await finish(session)).toMatchObject({ outcome: "finished", shipment: { units: 2 } });
  });

  it("a note or a tag does not disturb", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await place([{ sku: "A", quantity: 1 }]);
    const session = await open();
    await shop.run(updateOrder, { id, tags: ["gift"] });
    expect((await scan(session, "A")).outcome).toBe("accepted");
  });

  it("what was shipped elsewhere is not shipped again", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await place([{ sku: "A", quantity: 2 }]);
    const session = await open();
    await scan(session, "A", { quantity: 2 });
    await shop.run(createShipment, { orderId: id });
    expect((await finish(session)).refusal?.code).toBe("packing.order_gone");
    expect((await shop.run(getOrder, { id })).shipments).toHaveLength(1);
  });
});
