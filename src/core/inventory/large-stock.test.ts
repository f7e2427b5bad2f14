import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { cancelShipment, createShipment } from "../fulfillment/index.ts";
import { cancelOrder } from "../orders/cancel-order.ts";
import { placeOrder } from "../orders/place-order.ts";
import { adjustStock, listLevels } from "./index.ts";

const MILLION = 1_000_000;
const BILLION = 1_000_000_000;

const shop = testShop();

const place = async (quantity: number, lines = 1) =>
  (
    await shop.run(placeOrder, {
      channel: "web",
      lines: Array.from({ length: lines }, () => ({ sku: "A", quantity })),
    })
  ).order;
const adjust = (delta: number) =>
  shop.run(adjustStock, { sku: "A", location: "main", delta, reason: delta > 0 ? "receipt" : "loss" });
const level = async () => (await shop.run(listLevels, { sku: "A" })).data[0];

describe("very large stock levels", () => {
  it("sums backorders of three orders of a billion units, beyond 2³¹, and covers and cancels them", async () => {
    await shop.stock([{ sku: "A", onHand: 0, price: 1, allowBackorder: true }]);
    const orders = [await place(MILLION, 1000), await place(MILLION, 1000), await place(MILLION, 1000)];
    expect(await level()).toMatchObject({ reserved: 0, backordered: 3 * BILLION });
    expect(await adjust(BILLION)).toMatchObject({ onHand: BILLION, reserved: BILLION, backordered: 2 * BILLION });
    expect(await adjust(-BILLION)).toMatchObject({ onHand: 0, reserved: 0, backordered: 3 * BILLION });
    await shop.run(cancelOrder, { id: orders[0]?.id, reason: "too much" });
    expect(await level()).toMatchObject({ onHand: 0, reserved: 0, backordered: 2 * BILLION });
  });

  it("caps an article at a billion units per location, for counts and cancelled shipments alike", async () => {
    await shop.stock([{ sku: "A", onHand: MILLION, price: 1 }]);
    const { id } = await place(MILLION);
    const { shipments } = await shop.run(createShipment, { orderId: id });
    await adjust(BILLION);
    const refused = { kind: "invalid", code: "inventory.too_much_stock" };
    await expect(adjust(1)).rejects.toMatchObject(refused);
    const back = { orderId: id, shipmentId: shipments[0]?.id };
    await expect(shop.run(cancelShipment, back)).rejects.toMatchObject(refused);
    await adjust(-MILLION);
    await shop.run(cancelShipment, back);
    expect(await level()).toMatchObject({ onHand: BILLION, reserved: MILLION });
  });
});
