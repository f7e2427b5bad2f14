import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { cancelOrder, placeOrder } from "../orders/index.ts";
import { answerPayment, createPayment, recordPayment, refundPayment } from "./index.ts";

const shop = testShop();

const LARGEST = 1_000_000_000_000_000;
const DEAREST = 1_000_000_000_000;

async function placed(quantity: number) {
  await shop.stock([{ sku: "A", price: DEAREST, onHand: 1000 }]);
  return (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity }] })).order;
}

it("the largest possible order can be paid, cancelled and refunded in one amount", async () => {
  const order = await placed(100);
  const { total } = order.totals;
  const asked = await shop.run(createPayment, { orderId: order.id, method: "test", amount: total });
  const [request] = await shop.hub.db.sql<{ intentId: string }[]>`
    select intent_id as "intentId" from payment_events where order_id = ${order.id}`;
  const ids = { orderId: order.id, paymentId: asked.payments[0]?.id, intentId: request?.intentId };
  await shop.run(answerPayment, { ...ids, outcome: "succeeded", amount: total });
  await shop.run(cancelOrder, { id: order.id, reason: "all" });
  const { totals } = await shop.run(refundPayment, { orderId: order.id, amount: total, reason: "all" });
  expect(totals).toMatchObject({ paid: 100 * DEAREST, due: 0 });
});

it("provider-reported payments beyond an order's exact sums are rejected", async () => {
  const order = await placed(1);
  const named = { orderId: order.id, method: "stripe", currency: "GBP", amount: 1 };
  const told = (providerReference: string, sums: object) =>
    shop.run(recordPayment, { ...named, providerReference, ...sums });
  expect((await told("pi_1", { captured: LARGEST })).totals.due).toBe(DEAREST - LARGEST);
  for (const sum of ["authorized", "captured", "refunded"] as const) {
    if (sum !== "captured") await told("pi_1", { [sum]: LARGEST });
    const refusal = { kind: "invalid", errors: [{ pointer: `/${sum}` }] };
    await expect(told("pi_2", { [sum]: 1 })).rejects.toMatchObject(refusal);
  }
});
