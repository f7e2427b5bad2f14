import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { cancelOrder, getOrder, listOrders, placeOrder } from "../orders/index.ts";
import { refundPayment } from "../payments/index.ts";

const shop = testShop();

/** An order written by a process of the previous version, which has no amounts per line. */
async function oldOrder() {
  await shop.stock([{ sku: "A" }, { sku: "B" }]);
  const lines = [
    { sku: "A", unitPrice: 500, quantity: 1 },
    { sku: "B", unitPrice: 2390, quantity: 1 },
  ];
  const { order } = await shop.run(placeOrder, {
    channel: "web",
    discountTotal: 578,
    lines,
    payment: { method: "manual" },
  });
  await shop.hub.db.sql`
    update order_lines set tax_charged = null, discount_granted = 0, discount = 0 where order_id = ${order.id}`;
  return order;
}

it("an order written by an older version is read, listed, cancelled and refunded as if its amounts had been allocated", async () => {
  const order = await oldOrder();
  const read = await shop.run(getOrder, { id: order.id });
  expect(read.lines).toEqual(order.lines);
  expect(read.totals).toEqual(order.totals);
  expect((await shop.run(listOrders, {})).data[0]?.lines).toEqual(order.lines);

  const [, dear] = order.lines;
  const picked = [{ id: dear?.id, quantity: 1 }];
  const less = await shop.run(cancelOrder, { id: order.id, reason: "fewer", lines: picked });
  expect(less.totals).toMatchObject({ total: 400, due: -1912 });
  const back = await shop.run(refundPayment, { orderId: order.id, lines: picked, reason: "cancelled" });
  expect(back.totals).toMatchObject({ refunded: 1912, due: 0 });
});

it("an order's total is limited to what its sums represent exactly", async () => {
  await shop.stock([{ sku: "A", onHand: 1_000_000 }]);
  const line = { sku: "A", unitPrice: 100_000_000, quantity: 500_000 };
  const place = (lines: object[]) =>
    shop.run(placeOrder, { channel: "web", discountTotal: 1, lines, payment: { method: "manual" } });
  await expect(place([line, line, { ...line, quantity: 1 }])).rejects.toMatchObject({
    code: "order.wrong_lines",
    errors: [{ pointer: "/lines/2" }],
  });
  const { order } = await place([line, line]);
  expect(order.totals).toMatchObject({ total: 99_999_999_999_999, paid: 99_999_999_999_999 });
  expect(order.lines.map(({ discount }) => discount)).toEqual([1, 0]);
});
