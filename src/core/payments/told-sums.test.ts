import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { placeOrder } from "../orders/index.ts";
import { answerPayment, capturePayment, recordPayment, refundPayment } from "./index.ts";

const shop = testShop();

/** Two units for 500 each, paid by the test provider, or only authorised. */
async function ordered({ capture }: { capture: boolean }) {
  await shop.stock([{ sku: "A", price: 500 }]);
  const payment = { method: "test", reference: "pi_1", capture };
  const { order } = await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 2 }], payment });
  const orderId = order.id;
  const paymentId = order.payments[0]?.id;
  const named = { orderId, method: "test", providerReference: "pi_1", currency: "GBP", amount: 1000 };
  const one = [{ id: order.lines[0]?.id, quantity: 1 }];
  const book = {
    /** All unanswered requests, as the provider would answer them. */
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

it("one reported sum answers all the refunds that it consists of", async () => {
  const order = await ordered({ capture: true });
  await order.refundOne();
  await order.refundOne();
  const { totals, lines, payments } = await order.tell({ captured: 1000, refunded: 1000 });
  expect(totals).toMatchObject({ refunded: 1000, due: 0 });
  expect(lines).toMatchObject([{ refunded: { quantity: 2, amount: 1000 }, refundPending: { quantity: 0, amount: 0 } }]);
  expect(payments).toMatchObject([{ refunded: 1000, refundPending: 0 }]);
});

it("one reported sum answers all the captures that it consists of: none is counted twice", async () => {
  const order = await ordered({ capture: false });
  await order.take(400);
  await order.take(600);
  const { totals, payments } = await order.tell({ authorized: 1000, captured: 1000 });
  expect(totals).toMatchObject({ paid: 1000, due: 0 });
  expect(payments).toMatchObject([{ captured: 1000, capturePending: 0 }]);
});

it("a reported sum above the request is the requested refund plus an external one", async () => {
  const order = await ordered({ capture: true });
  await order.refundOne();
  const { totals, lines } = await order.tell({ captured: 1000, refunded: 700 });
  expect(totals).toMatchObject({ refunded: 700, due: 0 });
  expect(lines).toMatchObject([{ refunded: { quantity: 1, amount: 500 }, refundable: { quantity: 1 } }]);
});

it("a reported sum below the request is external while both fit, and otherwise answers the request", async () => {
  const order = await ordered({ capture: true });
  await order.refundOne();
  expect(await order.tell({ captured: 1000, refunded: 300 })).toMatchObject({ payments: [{ refundPending: 500 }] });
  const { totals, payments } = await order.tell({ captured: 1000, refunded: 700 });
  expect(payments).toMatchObject([{ refunded: 700, refundPending: 0 }]);
  expect(totals).toMatchObject({ refunded: 700, due: 0 });
});
