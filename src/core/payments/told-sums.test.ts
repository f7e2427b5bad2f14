import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { placeOrder } from "../orders/index.ts";
import { answerPayment, capturePayment, recordPayment, refundPayment } from "./index.ts";

const shop = testShop();

/** Two units for 500 each, paid by the test provider; or the money for them set aside. */
async function ordered({ capture }: { capture: boolean }) {
  await shop.stock([{ sku: "A", price: 500 }]);
  const payment = { method: "test", reference: "pi_1", capture };
  const { order } = await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 2 }], payment });
  const orderId = order.id;
  const paymentId = order.payments[0]?.id;
  const named = { orderId, method: "test", providerReference: "pi_1", currency: "GBP", amount: 1000 };
  const one = [{ id: order.lines[0]?.id, quantity: 1 }];
  const book = {
    /** Whatever is still open, as the provider would answer it. */
    answerAll: async (outcome: "succeeded" | "failed") => {
      const open = await shop.hub.db.sql<{ intentId: string }[]>`
        select intent_id as "intentId" from payment_events where order_id = ${orderId}
        group by intent_id having count(*) = 1 order by min(at)`;
      for (const { intentId } of open) await shop.run(answerPayment, { orderId, paymentId, intentId, outcome });
    },
    tell: (sums: object) => shop.run(recordPayment, { ...named, ...sums }),
    refundOne: () => shop.run(refundPayment, { orderId, lines: one, reason: "broken" }),
    take: (amount: number) => shop.run(capturePayment, { orderId, paymentId, amount }),
  };
  await book.answerAll("succeeded");
  return book;
}

it("one sum that a provider tells answers all the refunds that it is made of", async () => {
  const order = await ordered({ capture: true });
  await order.refundOne();
  await order.refundOne();
  const { totals, lines, payments } = await order.tell({ captured: 1000, refunded: 1000 });
  expect(totals).toMatchObject({ refunded: 1000, due: 0 });
  expect(lines).toMatchObject([{ refunded: { quantity: 2, amount: 1000 }, refundPending: { quantity: 0, amount: 0 } }]);
  expect(payments).toMatchObject([{ refunded: 1000, refundPending: 0 }]);
});

it("one sum that a provider tells answers all the captures that it is made of: none is counted twice", async () => {
  const order = await ordered({ capture: false });
  await order.take(400);
  await order.take(600);
  const { totals, payments } = await order.tell({ authorized: 1000, captured: 1000 });
  expect(totals).toMatchObject({ paid: 1000, due: 0 });
  expect(payments).toMatchObject([{ captured: 1000, capturePending: 0 }]);
});

it("more than was asked for is the refund that was asked for, and one that happened outside", async () => {
  const order = await ordered({ capture: true });
  await order.refundOne();
  const { totals, lines } = await order.tell({ captured: 1000, refunded: 700 });
  expect(totals).toMatchObject({ refunded: 700, due: 0 });
  expect(lines).toMatchObject([{ refunded: { quantity: 1, amount: 500 }, refundable: { quantity: 1 } }]);
});

it("less than was asked for happened outside while there is room for both, and else is what the request came to", async () => {
  const order = await ordered({ capture: true });
  await order.refundOne();
  expect(await order.tell({ captured: 1000, refunded: 300 })).toMatchObject({ payments: [{ refundPending: 500 }] });
  const { totals, payments } = await order.tell({ captured: 1000, refunded: 700 });
  expect(payments).toMatchObject([{ refunded: 700, refundPending: 0 }]);
  expect(totals).toMatchObject({ refunded: 700, due: 0 });
});
