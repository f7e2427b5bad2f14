import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { createShipment } from "../fulfillment/index.ts";
import { cancelOrder, getOrder, placeOrder } from "../orders/index.ts";
import { answerPayment, createPayment, refundPayment } from "./index.ts";

const shop = testShop();

interface Request {
  paymentId: string;
  intentId: string;
  amount: number;
}

/** Oldest first. */
const openRequests = (orderId: string) => shop.hub.db.sql<Request[]>`
  select e.payment_id as "paymentId", e.intent_id as "intentId", e.amount from payment_events e
  where e.order_id = ${orderId} and e.outcome = 'requested' and not exists (
    select from payment_events a where a.intent_id = e.intent_id and a.outcome <> 'requested')
  order by e.at, e.id`;

const answer = (orderId: string, { paymentId, intentId }: Request, outcome: "succeeded" | "failed") =>
  shop.run(answerPayment, { orderId, paymentId, intentId, outcome });

async function answerAll(orderId: string, outcome: "succeeded" | "failed") {
  for (const request of await openRequests(orderId)) await answer(orderId, request, outcome);
}

/** An order of one line, paid by the test provider in these parts. */
async function paid(line: { quantity: number; unitPrice: number }, { discountTotal = 0, parts = [0] } = {}) {
  await shop.stock([{ sku: "A" }]);
  const { order } = await shop.run(placeOrder, { channel: "web", discountTotal, lines: [{ sku: "A", ...line }] });
  for (const part of parts) {
    const amount = part === 0 ? {} : { amount: part };
    await shop.run(createPayment, { orderId: order.id, method: "test", ...amount });
    await answerAll(order.id, "succeeded");
  }
  const { id } = order;
  const units = (quantity: number) => [{ id: order.lines[0]?.id, quantity }];
  return {
    id,
    read: () => shop.run(getOrder, { id }),
    refund: (quantity: number) => shop.run(refundPayment, { orderId: id, lines: units(quantity), reason: "broken" }),
    ship: (quantity: number) => shop.run(createShipment, { orderId: id, lines: units(quantity) }),
    cancel: (quantity: number) => shop.run(cancelOrder, { id, lines: units(quantity), reason: "fewer" }),
  };
}

it("a failed refund of partly cancelled units leaves the amount of the cancelled units due", async () => {
  const order = await paid({ quantity: 2, unitPrice: 500 }, { discountTotal: 1 });
  await order.refund(2);
  await order.cancel(1);
  await answerAll(order.id, "failed");
  expect((await order.read()).totals).toMatchObject({ total: 499, paid: 999, refunded: 0, due: -500 });
});

it("a failed refund of units cancelled meanwhile leaves them due beside a unit shipped and refunded before", async () => {
  const order = await paid({ quantity: 2, unitPrice: 500 });
  await order.ship(1);
  await order.refund(1);
  await answerAll(order.id, "succeeded");
  await order.refund(1);
  await order.cancel(1);
  await answerAll(order.id, "failed");
  const { totals, lines } = await order.read();
  expect(totals).toMatchObject({ paid: 1000, refunded: 500, due: -500 });
  expect(lines).toMatchObject([{ refundable: { quantity: 1, amount: 500 } }]);
});

it("a failed refund of a shipped unit makes it refundable again beside a cancelled, refunded unit", async () => {
  const order = await paid({ quantity: 3, unitPrice: 500 });
  await order.ship(1);
  await order.cancel(1);
  await order.refund(1);
  await answerAll(order.id, "succeeded");
  await order.refund(1);
  await answerAll(order.id, "failed");
  const { totals, lines } = await order.read();
  expect(totals).toMatchObject({ paid: 1500, refunded: 500, due: 0 });
  expect(lines).toMatchObject([{ refundable: { quantity: 2, amount: 1000 } }]);
});

it.each([
  ["the one that brings the unit first", [0, 1]],
  ["the one that brings the rest first", [1, 0]],
])("a unit paid by two payments is refundable again when both refunds fail: %s", async (_, turns) => {
  const order = await paid({ quantity: 2, unitPrice: 500 }, { parts: [200, 300, 500] });
  await order.refund(1);
  await answerAll(order.id, "succeeded");
  await order.refund(1);
  const asked = await openRequests(order.id);
  expect(asked.map(({ amount }) => amount).toSorted((a, b) => a - b)).toEqual([200, 300]);
  for (const turn of turns) {
    const request = asked[turn];
    if (request !== undefined) await answer(order.id, request, "failed");
  }
  const { totals, lines } = await order.read();
  expect(totals).toMatchObject({ refunded: 500, due: 0 });
  expect(lines).toMatchObject([{ refunded: { quantity: 1, amount: 500 }, refundable: { quantity: 1, amount: 500 } }]);
});

it("of a unit paid by two payments, the part whose refund fails is due", async () => {
  const order = await paid({ quantity: 1, unitPrice: 500 }, { parts: [200, 300] });
  await order.refund(1);
  const asked = (await openRequests(order.id)).toSorted((a, b) => a.amount - b.amount);
  const [rest, first] = asked;
  if (rest === undefined || first === undefined) throw new Error("two payments give back");
  await answer(order.id, rest, "failed");
  await answer(order.id, first, "succeeded");
  expect((await order.read()).totals).toMatchObject({ refunded: 300, due: -200 });
});
