import { expect, it } from "vitest";
import { testShop } from "#testing/shop.ts";
import { createChannel } from "../channels/index.ts";
import { draftOrder, updateDraft } from "../drafts/index.ts";
import { createPayment, recordPayment, refundPayment } from "../payments/index.ts";
import { cancelOrder, placeOrder } from "./index.ts";

const shop = testShop();

const LARGEST = 1_000_000_000_000_000;
const DEAREST = 1_000_000_000_000;
const line = (quantity: number, unitPrice?: number) => ({ sku: "A", quantity, unitPrice });
const stocked = () => shop.stock([{ sku: "A", price: DEAREST, onHand: 1_000_000 }]);

const beyond = [
  { name: "a line", pointer: "/lines/0", lines: [line(1001, DEAREST)] },
  { name: "a line at the price of the catalogue", pointer: "/lines/0", lines: [line(1001)] },
  { name: "the line that goes beyond", pointer: "/lines/1", lines: [line(1000, DEAREST), line(1, 1), line(1, 1)] },
  { name: "lines far beyond exact numbers", pointer: "/lines/0", lines: Array(1000).fill(line(1_000_000)) },
  { name: "shipping", pointer: "/shippingTotal", lines: [line(1000, DEAREST)], shippingTotal: 1 },
  { name: "tax on top", pointer: "/lines/0", lines: [line(1000, DEAREST)], channel: "taxed" },
  { name: "a line whose discount is large", pointer: "/lines/0", lines: [line(1001, DEAREST)], discountTotal: DEAREST },
];

it.each(beyond)("an order that comes to more than can be kept exactly is refused, pointing at it: $name", async (given) => {
  await stocked();
  const taxed = { code: "taxed", name: "Taxed", kind: "web", taxMode: "excluded", taxRateBps: 1 };
  await shop.run(createChannel, taxed);
  const { name: _, pointer, ...order } = { channel: "web", ...given };
  const refusal = { kind: "invalid", errors: [{ pointer }] };
  await expect(shop.run(placeOrder, order)).rejects.toMatchObject(refusal);
  await expect(shop.run(draftOrder, order)).rejects.toMatchObject(refusal);
  const { id } = await shop.run(draftOrder, { channel: order.channel, lines: [line(1)] });
  await expect(shop.run(updateDraft, { id, ...order })).rejects.toMatchObject(refusal);
});

it("the largest order is paid, cancelled and given back to the last unit", async () => {
  await stocked();
  const { order } = await shop.run(placeOrder, { channel: "web", lines: [line(1000)] });
  expect(order.totals).toMatchObject({ total: LARGEST, due: LARGEST });
  await shop.run(createPayment, { orderId: order.id, method: "manual", amount: LARGEST });
  const lines = [{ id: order.lines[0]?.id, quantity: 1 }];
  await shop.run(refundPayment, { orderId: order.id, lines, reason: "broken" });
  await shop.run(cancelOrder, { id: order.id, reason: "all" });
  const { totals } = await shop.run(refundPayment, { orderId: order.id, amount: LARGEST - DEAREST, reason: "all" });
  expect(totals).toMatchObject({ paid: LARGEST, refunded: LARGEST, due: 0 });
});

it("payments that a provider tells of are refused when an order's sums would not stay exact", async () => {
  await stocked();
  const { order } = await shop.run(placeOrder, { channel: "web", lines: [line(1, 1)] });
  const told = (providerReference: string, sums: object) =>
    shop.run(recordPayment, { orderId: order.id, method: "stripe", providerReference, currency: "GBP", amount: 1, ...sums });
  expect((await told("pi_1", { captured: LARGEST })).totals.due).toBe(1 - LARGEST);
  for (const sum of ["authorized", "captured", "refunded"] as const) {
    if (sum !== "captured") await told("pi_1", { [sum]: LARGEST });
    await expect(told("pi_2", { [sum]: 1 })).rejects.toMatchObject({ kind: "invalid", errors: [{ pointer: `/${sum}` }] });
  }
});
