import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { updateChannel } from "../channels/index.ts";
import { createShipment } from "../fulfillment/index.ts";
import type { OrderView } from "../order/schemas.ts";
import { cancelOrder, placeOrder, previewCancel } from "../orders/index.ts";
import { previewRefund, refundPayment } from "./index.ts";

const shop = testShop();

/** Three lines with a discount that does not divide evenly, paid in full. */
async function paid(more: object = {}): Promise<OrderView> {
  await shop.stock(["A", "B", "C"].map((sku) => ({ sku, onHand: 100 }))).catch(() => {});
  const lines = [
    { sku: "A", quantity: 3, unitPrice: 999 },
    { sku: "B", quantity: 1, unitPrice: 2390 },
    { sku: "C", quantity: 7, unitPrice: 31 },
  ];
  const placed = { channel: "web", lines, shippingTotal: 495, discountTotal: 578, payment: { method: "manual" } };
  return (await shop.run(placeOrder, { ...placed, ...more })).order;
}

const picks = (order: OrderView, ...units: number[]) =>
  order.lines.flatMap(({ id }, index) => {
    const quantity = units[index] ?? 0;
    return quantity > 0 ? [{ id, quantity }] : [];
  });
const refundedBy = (after: OrderView, before: OrderView) => after.totals.refunded - before.totals.refunded;

describe.each([
  ["included", 2000],
  ["excluded", 825],
] as const)("with tax %s at %i basis points", (taxMode, taxRateBps) => {
  const taxed = () => shop.run(updateChannel, { code: "web", taxMode, taxRateBps });

  it("a refund equals its preview, for each unit of each line once", async () => {
    await taxed();
    let order = await paid();
    for (const units of [
      [1, 0, 2],
      [1, 1, 0],
      [1, 0, 5],
    ]) {
      const lines = picks(order, ...units);
      const told = await shop.run(previewRefund, { orderId: order.id, lines });
      const after = await shop.run(refundPayment, { orderId: order.id, lines, reason: "back" });
      expect(refundedBy(after, order)).toBe(told.amount);
      order = after;
    }
    expect(order.lines.map(({ refundable }) => refundable.quantity)).toEqual([0, 0, 0]);
    const again = { orderId: order.id, lines: picks(order, 1) };
    await expect(shop.run(previewRefund, again)).rejects.toMatchObject({ code: "order.exceeds_open" });
  });

  it("a cancellation leaves exactly the totals of its preview, part by part and to the end", async () => {
    await taxed();
    let order = await paid();
    for (const units of [[1, 0, 2], [0, 1, 0], undefined]) {
      const lines = units === undefined ? {} : { lines: picks(order, ...units) };
      const told = await shop.run(previewCancel, { id: order.id, ...lines });
      order = await shop.run(cancelOrder, { id: order.id, reason: "changed their mind", ...lines });
      expect(told).toEqual({ totals: order.totals, cancelled: order.status === "cancelled" });
    }
    expect(order).toMatchObject({ status: "cancelled", totals: { total: 0 } });
  });
});

describe("a preview", () => {
  it("changes nothing, and counts units refunded before they were cancelled once", async () => {
    const order = await paid();
    const lines = picks(order, 1);
    const refunded = await shop.run(refundPayment, { orderId: order.id, lines, reason: "back" });
    const told = await shop.run(previewCancel, { id: order.id, lines });
    const after = await shop.run(cancelOrder, { id: order.id, reason: "back", lines });
    expect(after.version).toBe(refunded.version + 1);
    expect(told.totals).toEqual(after.totals);
  });

  it("rejects the cancellation of shipped units with the same error as the cancellation", async () => {
    const order = await paid();
    await shop.run(createShipment, { orderId: order.id });
    await expect(shop.run(previewCancel, { id: order.id, lines: picks(order, 1) })).rejects.toMatchObject({
      code: "order.exceeds_open",
    });
  });
});
