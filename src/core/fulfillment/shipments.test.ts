import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { createLocation } from "../channels/index.ts";
import { adjustStock } from "../inventory/index.ts";
import type { OrderView } from "../order/schemas.ts";
import { getOrder, getTimeline, holdOrder, placeOrder, releaseOrder } from "../orders/index.ts";
import { cancelShipment, createShipment, deliverShipment } from "./index.ts";

const shop = testShop();

async function place(lines: { sku: string; quantity: number }[]): Promise<OrderView> {
  return (await shop.run(placeOrder, { channel: "web", lines })).order;
}

/** On hand, reserved and backordered, by location and article. */
async function levels(): Promise<Record<string, [number, number, number]>> {
  const rows = await shop.hub.db.sql<{ at: string; n: [number, number, number] }[]>`
    select k.code || ' ' || v.sku as at, array[l.on_hand, l.reserved, l.backordered] as n
    from stock_levels l join variants v on v.id = l.variant_id join locations k on k.id = l.location_id
    where l.tenant_id = ${shop.actor.tenantId} order by 1`;
  return Object.fromEntries(rows.map(({ at, n }) => [at, n]));
}

/** A second location with stock of the same article. */
async function stockElsewhere(sku: string, onHand: number): Promise<void> {
  await shop.run(createLocation, { code: "shop", name: "Shop" });
  await shop.run(adjustStock, { sku, location: "shop", delta: onHand, reason: "receipt" });
}

const lineOf = (order: OrderView, index = 0) => order.lines[index]?.id;
const lastShipment = (order: OrderView) => ({ orderId: order.id, shipmentId: order.shipments.at(-1)?.id });

describe("shipping", () => {
  it("takes the goods off stock and emits its events", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    const placed = await place([{ sku: "A", quantity: 3 }]);
    const order = await shop.run(createShipment, { orderId: placed.id, carrier: "Post", trackingNumber: "T1" });
    expect(order).toMatchObject({ status: "shipped", fulfillmentStatus: "fulfilled", reservations: [] });
    expect(order.shipments).toMatchObject([
      { status: "shipped", location: "main", carrier: "Post", lines: [{ id: lineOf(order), quantity: 3 }] },
    ]);
    expect(await levels()).toEqual({ "main A": [2, 0, 0] });
    const { data } = await shop.run(getTimeline, { id: order.id });
    expect(data.map((event) => event.type)).toEqual(["order.status_changed", "shipment.shipped", "order.placed"]);
    const [movement] = await shop.hub.db.sql`
      select type, quantity, on_hand_after, order_id from stock_movements
      where tenant_id = ${shop.actor.tenantId} and type = 'sale'`;
    expect(movement).toEqual({ type: "sale", quantity: -3, on_hand_after: 2, order_id: order.id });
  });

  it("ships in parts, and updates the statuses", async () => {
    await shop.stock([
      { sku: "A", onHand: 5 },
      { sku: "B", onHand: 5 },
    ]);
    const placed = await place([
      { sku: "A", quantity: 3 },
      { sku: "B", quantity: 1 },
    ]);
    const lines = [{ id: lineOf(placed), quantity: 2 }];
    const part = await shop.run(createShipment, { orderId: placed.id, lines });
    expect(part).toMatchObject({ status: "processing", fulfillmentStatus: "partially_fulfilled" });
    const whole = await shop.run(createShipment, { orderId: placed.id });
    expect(whole).toMatchObject({ status: "shipped", fulfillmentStatus: "fulfilled" });
    const first = await shop.run(deliverShipment, { orderId: placed.id, shipmentId: whole.shipments[0]?.id });
    expect(first.status).toBe("shipped");
    const second = await shop.run(deliverShipment, lastShipment(whole));
    expect(second).toMatchObject({ status: "delivered", lines: [{ delivered: 3 }, { delivered: 1 }] });
    await expect(shop.run(deliverShipment, lastShipment(whole))).rejects.toMatchObject({
      code: "shipment.not_on_its_way",
    });
  });

  it("succeeds when the order's own reservation used up what is available", async () => {
    await shop.stock([{ sku: "A", onHand: 3 }]);
    const placed = await place([{ sku: "A", quantity: 3 }]);
    await expect(shop.run(createShipment, { orderId: placed.id })).resolves.toMatchObject({ status: "shipped" });
  });

  it("moves its reservation to the shipping location, and takes nothing from other orders there", async () => {
    await shop.stock([{ sku: "A", onHand: 3 }]);
    await stockElsewhere("A", 3);
    const [mine, theirs] = [await place([{ sku: "A", quantity: 3 }]), await place([{ sku: "A", quantity: 2 }])];
    expect(theirs.reservations).toMatchObject([{ location: "shop", quantity: 2 }]);
    await expect(shop.run(createShipment, { orderId: mine.id, location: "shop" })).rejects.toMatchObject({
      code: "shipment.nothing_to_ship",
    });
    const lines = [{ id: lineOf(mine), quantity: 2 }];
    await expect(shop.run(createShipment, { orderId: mine.id, location: "shop", lines })).rejects.toMatchObject({
      code: "inventory.insufficient_stock",
      errors: [{ pointer: "/lines/0", sku: "A", requested: 2, available: 1 }],
    });
    const one = [{ id: lineOf(mine), quantity: 1 }];
    await shop.run(createShipment, { orderId: mine.id, location: "shop", lines: one });
    expect(await levels()).toEqual({ "main A": [3, 2, 0], "shop A": [2, 2, 0] });
  });

  it("ships backordered units once there is stock, and not before", async () => {
    await shop.stock([{ sku: "A", onHand: 1, allowBackorder: true }]);
    const order = await place([{ sku: "A", quantity: 3 }]);
    const lines = [{ id: lineOf(order), quantity: 2 }];
    await expect(shop.run(createShipment, { orderId: order.id, lines })).rejects.toMatchObject({
      code: "inventory.insufficient_stock",
      errors: [{ requested: 2, available: 1 }],
    });
    await shop.run(createShipment, { orderId: order.id });
    await expect(shop.run(createShipment, { orderId: order.id })).rejects.toMatchObject({
      code: "inventory.insufficient_stock",
    });
    expect(await levels()).toEqual({ "main A": [0, 0, 2] });
  });

  it("is rejected while the order is on hold", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await place([{ sku: "A", quantity: 1 }]);
    await shop.run(holdOrder, { id, reason: "fraud", note: "odd address" });
    await expect(shop.run(createShipment, { orderId: id })).rejects.toMatchObject({
      code: "order.on_hold",
      details: { reasons: ["fraud"] },
    });
    await shop.run(releaseOrder, { id });
    await expect(shop.run(createShipment, { orderId: id })).resolves.toMatchObject({ status: "shipped" });
  });

  it("ships nothing twice when two stations pack the same order", async () => {
    await shop.stock([{ sku: "A", onHand: 10 }]);
    const { id } = await place([{ sku: "A", quantity: 2 }]);
    const outcomes = await Promise.allSettled(
      [shop.hub, shop.rival].map((hub) => shop.run(createShipment, { orderId: id }, { hub })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await levels()).toEqual({ "main A": [8, 0, 0] });
  });

  it("rejects more units than are open, an unknown line and an unknown location", async () => {
    await shop.stock([{ sku: "A" }]);
    const order = await place([{ sku: "A", quantity: 1 }]);
    const ship = (more: object) => shop.run(createShipment, { orderId: order.id, ...more });
    await expect(ship({ lines: [{ id: lineOf(order), quantity: 2 }] })).rejects.toMatchObject({
      code: "order.exceeds_open",
    });
    await expect(ship({ lines: [{ id: order.id, quantity: 1 }] })).rejects.toMatchObject({
      code: "order.unknown_lines",
    });
    await expect(ship({ location: "moon" })).rejects.toMatchObject({ code: "shipment.unknown_location" });
  });
});

describe("cancelling a shipment", () => {
  it("returns its goods to stock, reserved for the order again", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    const placed = await place([{ sku: "A", quantity: 3 }]);
    await shop.run(createShipment, { orderId: placed.id, lines: [{ id: lineOf(placed), quantity: 1 }] });
    const shipped = await shop.run(createShipment, { orderId: placed.id });
    const order = await shop.run(cancelShipment, lastShipment(shipped));
    expect(order).toMatchObject({ status: "processing", fulfillmentStatus: "partially_fulfilled" });
    expect(order.shipments.map(({ status }) => status)).toEqual(["shipped", "cancelled"]);
    expect(await levels()).toEqual({ "main A": [4, 2, 0] });
    await expect(shop.run(cancelShipment, lastShipment(order))).rejects.toMatchObject({
      code: "shipment.not_on_its_way",
    });
    await expect(shop.run(createShipment, { orderId: placed.id })).resolves.toMatchObject({ status: "shipped" });
  });

  it("is rejected once it was delivered", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await place([{ sku: "A", quantity: 1 }]);
    const shipped = await shop.run(createShipment, { orderId: id });
    const outcomes = await Promise.allSettled([
      shop.run(deliverShipment, lastShipment(shipped)),
      shop.run(cancelShipment, lastShipment(shipped), { hub: shop.rival }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(["delivered", "pending"]).toContain((await shop.run(getOrder, { id })).status);
  });
});
