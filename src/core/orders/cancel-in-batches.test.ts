import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { createShipment, trackShipment } from "../fulfillment/index.ts";
import { listLevels } from "../inventory/index.ts";
import type { OrderView } from "../order/schemas.ts";
import { refundPayment } from "../payments/index.ts";
import { cancelOrder, getOrder, holdOrder, placeOrder } from "./index.ts";

const shop = testShop();
const reason = "Test";
const HUBS = () => [shop.hub, shop.rival];

async function paid(count: number): Promise<OrderView[]> {
  await shop.stock([{ sku: "A", onHand: 100 }]);
  const lines = [{ sku: "A", quantity: 2, unitPrice: 333 }];
  const place = () => shop.run(placeOrder, { channel: "web", lines, payment: { method: "manual" } });
  return (await Promise.all(Array.from({ length: count }, place))).map(({ order }) => order);
}

const settled = async (calls: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).map((each) =>
    each.status === "fulfilled" ? "ok" : String(Object(each.reason).code),
  );
const level = async () => (await shop.run(listLevels, { sku: "A" })).data[0];
const now = ({ id }: OrderView) => shop.run(getOrder, { id });
const one = ({ id, lines }: OrderView) => ({ id, reason, refund: true, lines: [{ id: lines[0]?.id, quantity: 1 }] });

it("cancellations of one line in a batch see each other: each unit is freed and refunded once", async () => {
  const [first, order] = await paid(2);
  if (first === undefined || order === undefined) throw new Error("there are two orders");
  const calls = [first, order, order, order].map((each) => shop.run(cancelOrder, one(each)));
  expect(await settled(calls)).toEqual(["ok", "ok", "ok", "order.cancelled"]);
  expect(await now(order)).toMatchObject({
    status: "cancelled",
    version: order.version + 2,
    totals: { total: 0, paid: 666, refunded: 666, due: 0 },
  });
  expect(await level()).toMatchObject({ onHand: 100, reserved: 1, available: 99 });
});

it("concurrent cancellations and refunds of the same lines in two processes never refund more than was paid", async () => {
  const list = await paid(12);
  const calls = HUBS().flatMap((hub, index) =>
    (index === 0 ? list : list.toReversed()).flatMap((order) => [
      shop.run(cancelOrder, one(order), { hub }),
      shop.run(refundPayment, { orderId: order.id, reason, lines: one(order).lines }, { hub }),
      shop.run(cancelOrder, one(order), { hub }),
    ]),
  );
  const codes = await settled(calls);
  expect(codes.filter((code) => code === "internal" || code === "unavailable")).toEqual([]);
  for (const order of list)
    expect(await now(order)).toMatchObject({ status: "cancelled", totals: { total: 0, refunded: 666, due: 0 } });
  expect(await level()).toMatchObject({ onHand: 100, reserved: 0, available: 100 });
});

it("the last units are sold once while orders of them are cancelled in batches by two processes", async () => {
  await shop.stock([{ sku: "A", onHand: 10 }]);
  const place = () => shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
  const sold = (await Promise.all(Array.from({ length: 10 }, place))).map(({ order }) => order);
  const cancel = (hub = shop.hub) => sold.map(({ id }) => shop.run(cancelOrder, { id, reason }, { hub }));
  const sellAgain = settled(Array.from({ length: 20 }, place));
  const codes = await settled([...cancel(), ...cancel(shop.rival)]);
  expect(codes.filter((code) => code === "ok")).toHaveLength(10);
  const placed = (await sellAgain).filter((code) => code === "ok").length;
  expect(placed).toBeLessThanOrEqual(10);
  expect(await level()).toMatchObject({ onHand: 10, reserved: placed, available: 10 - placed });
});

it("holds of orders cancelled in one batch are released by the cancelling actor", async () => {
  const list = await paid(3);
  for (const { id } of list) await shop.run(holdOrder, { id, reason: "fraud" });
  const [, ...after] = await Promise.all(list.map(({ id }) => shop.run(cancelOrder, { id, reason })));
  expect(after.map(({ onHold, holds }) => [onHold, holds])).toEqual([
    [false, []],
    [false, []],
  ]);
});

it("tracking updates in a batch move each shipment once, ignore outdated ones, and reject only an unknown number", async () => {
  const list = await paid(3);
  for (const [index, { id }] of list.entries())
    await shop.run(createShipment, { orderId: id, carrier: "UPS", trackingNumber: `EZ${index}` });
  const news = (number: string, status: string) => ({
    trackingNumber: number,
    status,
    trackingUrl: "https://ups.com/1",
  });
  const sent = ["EZ0", "EZ1", "NONE", "EZ2"].flatMap((number) => [
    news(number, "delivered"),
    news(number, "in_transit"),
  ]);
  const calls = HUBS().flatMap((hub, index) =>
    (index === 0 ? sent : sent.toReversed()).map((each) => shop.run(trackShipment, each, { hub })),
  );
  const codes = await settled(calls);
  expect(codes.filter((code) => code === "ok")).toHaveLength(12);
  expect(codes.filter((code) => code === "shipment.unknown_tracking_number")).toHaveLength(4);
  for (const order of list)
    expect(await now(order)).toMatchObject({
      status: "delivered",
      lines: [{ delivered: 2 }],
      shipments: [{ status: "delivered", trackingUrl: "https://ups.com/1" }],
    });
});
