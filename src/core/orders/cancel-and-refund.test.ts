import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { CancelOrderInput } from "../order/change-schemas.ts";
import type { OrderView } from "../order/schemas.ts";
import { answerPayment, createPayment, listRefunds, refundPayment } from "../payments/index.ts";
import { fingerprintOf } from "../runtime/event-log.ts";
import { execute } from "../runtime/execute.ts";
import { cancelOrder, getOrder, getTimeline, placeOrder } from "./index.ts";

const shop = testShop();
const reason = "changed their mind";

/** Two lines with a discount and shipping. */
async function place(more: object = {}): Promise<OrderView> {
  await shop.stock(["A", "B"].map((sku) => ({ sku, onHand: 100 })));
  const lines = [
    { sku: "A", quantity: 3, unitPrice: 999 },
    { sku: "B", quantity: 1, unitPrice: 2390 },
  ];
  const wanted = { channel: "web", lines, shippingTotal: 495, discountTotal: 578, ...more };
  return (await shop.run(placeOrder, wanted)).order;
}

const paidByHand = () => place({ payment: { method: "manual" } });

interface Request {
  paymentId: string;
  intentId: string;
  amount: number;
}

const openRequests = (orderId: string) => shop.hub.db.sql<Request[]>`
  select e.payment_id as "paymentId", e.intent_id as "intentId", e.amount from payment_events e
  where e.order_id = ${orderId} and e.outcome = 'requested' and not exists (
    select from payment_events a where a.intent_id = e.intent_id and a.outcome <> 'requested')
  order by e.at, e.id`;

async function answerAll(orderId: string, outcome: "succeeded" | "failed", less = 0): Promise<OrderView> {
  for (const { amount, ...request } of await openRequests(orderId))
    await shop.run(answerPayment, { orderId, ...request, outcome, amount: amount - less });
  return shop.run(getOrder, { id: orderId });
}

async function paidInParts(...parts: number[]): Promise<OrderView> {
  const { id } = await place();
  for (const amount of parts) {
    await shop.run(createPayment, { orderId: id, method: "test", amount });
    await answerAll(id, "succeeded");
  }
  return shop.run(getOrder, { id });
}

const units = (order: OrderView, index: number, quantity: number) => [{ id: order.lines[index]?.id, quantity }];
const refundsOf = async (order: OrderView) => (await shop.run(listRefunds, { orderId: order.id })).data;

it("a cancellation without a refund has the same fingerprint as before refunds existed, so idempotency keys survive an upgrade", () => {
  const id = "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11";
  const before = { id, reason, restock: true };
  const parsed = CancelOrderInput.parse({ id, reason });
  expect(fingerprintOf("orders.cancel", parsed)).toBe(fingerprintOf("orders.cancel", before));
});

it("cancelling a whole order refunds all of it, goods by line and shipping beside them", async () => {
  const { id, totals } = await paidByHand();
  const order = await shop.run(cancelOrder, { id, reason, refund: true });
  expect(order).toMatchObject({ status: "cancelled", paymentStatus: "refunded" });
  expect(order.totals).toMatchObject({ total: 0, paid: totals.paid, refunded: totals.paid, due: 0 });
  expect(order.lines.map(({ refunded }) => refunded.quantity)).toEqual([3, 1]);
  const [refund] = await refundsOf(order);
  expect(refund).toMatchObject({ amount: totals.paid, reason, state: "succeeded" });
  expect(refund?.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(totals.paid - 495);
  const told = (await shop.run(getTimeline, { id })).data.map(({ type }) => type).toReversed();
  expect(told.slice(-3)).toEqual(["order.cancelled", "payment.refunded", "order.status_changed"]);
});

it("cancelling a part refunds its amount, and the order owes nothing", async () => {
  const before = await paidByHand();
  const lines = units(before, 0, 2);
  const order = await shop.run(cancelOrder, { id: before.id, reason, lines, refund: true });
  expect(order.totals.refunded).toBe(before.totals.total - order.totals.total);
  expect(order.totals.due).toBe(0);
  expect(order.lines.map(({ refunded }) => refunded.quantity)).toEqual([2, 0]);
});

it("an amount refunded earlier, by amount or for units cancelled now, is not refunded again", async () => {
  const before = await paidByHand();
  const { id, totals } = before;
  await shop.run(refundPayment, { orderId: id, lines: units(before, 0, 1), reason: "broken" });
  await shop.run(refundPayment, { orderId: id, amount: 700, reason: "sorry" });
  const order = await shop.run(cancelOrder, { id, reason, refund: true });
  expect(order.totals).toMatchObject({ paid: totals.paid, refunded: totals.paid, due: 0 });
});

it("cancel with refund is rejected while a capture is pending; afterwards all of it is refunded", async () => {
  const { id, totals } = await place({ payment: { method: "test", capture: true } });
  const cancel = (hub = shop.hub) => shop.run(cancelOrder, { id, reason, refund: true }, { hub });
  await expect(cancel()).rejects.toMatchObject({
    code: "payment.capture_pending",
    details: { pending: totals.total },
  });
  expect((await answerAll(id, "succeeded")).status).not.toBe("cancelled");
  await cancel(shop.rival);
  expect((await answerAll(id, "succeeded")).totals).toMatchObject({ refunded: totals.total, due: 0 });
});

it("an unpaid order is only cancelled", async () => {
  const { id } = await place();
  const order = await shop.run(cancelOrder, { id, reason, refund: true });
  expect(order).toMatchObject({ status: "cancelled", totals: { paid: 0, refunded: 0, due: 0 } });
  expect(await refundsOf(order)).toEqual([]);
});

it("refunds go to the payments that hold the money, and answered lines sum to the refunded amount", async () => {
  const before = await paidInParts(1000, 3000, 1304);
  const asked = await shop.run(cancelOrder, { id: before.id, reason, refund: true });
  expect(asked.totals).toMatchObject({ refunded: 0, due: 0 });
  expect((await openRequests(before.id)).map(({ amount }) => amount).toSorted((a, b) => a - b)).toEqual([
    1000, 1304, 3000,
  ]);
  const order = await answerAll(before.id, "succeeded");
  expect(order.totals).toMatchObject({ refunded: 5304, due: 0 });
  expect(order.lines.reduce((sum, { refunded }) => sum + refunded.amount, 0)).toBe(5304 - 495);
});

it("a partial refund by the provider leaves the rest due, and goes to the lines first", async () => {
  const before = await paidInParts(5304);
  await shop.run(cancelOrder, { id: before.id, reason, refund: true });
  const order = await answerAll(before.id, "succeeded", 1000);
  expect(order.totals).toMatchObject({ refunded: 4304, due: -1000 });
  expect(order.lines.reduce((sum, { refunded }) => sum + refunded.amount, 0)).toBe(4304);
});

it("a refund declined by the provider leaves the order cancelled with the amount due, and can be requested again", async () => {
  const before = await paidInParts(5304);
  await shop.run(cancelOrder, { id: before.id, reason, refund: true });
  const refused = await answerAll(before.id, "failed");
  expect(refused).toMatchObject({ status: "cancelled", totals: { refunded: 0, due: -5304 } });
  await shop.run(refundPayment, { orderId: before.id, amount: 5304, reason: "again" });
  expect((await answerAll(before.id, "succeeded")).totals).toMatchObject({ refunded: 5304, due: 0 });
});

it("a retry after a lost response, with its idempotency key or without, refunds nothing twice", async () => {
  const before = await paidByHand();
  const wish = { id: before.id, reason, refund: true };
  const first = await shop.run(cancelOrder, wish, { idempotencyKey: "cancel-1" });
  const again = await shop.run(cancelOrder, wish, { idempotencyKey: "cancel-1", hub: shop.rival });
  expect(again).toEqual(first);
  await expect(shop.run(cancelOrder, wish)).rejects.toMatchObject({ code: "order.cancelled" });
  expect(await refundsOf(first)).toHaveLength(1);
});

it("a cancellation with refund and a concurrent refund of the same units refund them once", async () => {
  const before = await paidByHand();
  const lines = units(before, 0, 3);
  const rival = await shop.raced(
    "orders.cancel:read",
    (hub) => shop.run(refundPayment, { orderId: before.id, lines, reason: "rival" }, { hub }),
    () => shop.run(cancelOrder, { id: before.id, reason, lines, refund: true }),
  );
  expect(rival).toMatchObject({ code: "order.exceeds_open" });
  const second = await shop.raced(
    "payments.refund:read",
    (hub) => shop.run(cancelOrder, { id: before.id, reason, refund: true }, { hub }),
    () => shop.run(refundPayment, { orderId: before.id, lines: units(before, 1, 1), reason: "first" }),
  );
  expect(second).toMatchObject({ status: "cancelled" });
  const { totals } = await shop.run(getOrder, { id: before.id });
  expect(totals).toMatchObject({ refunded: totals.paid, due: 0 });
});

it("cancel with refund is rejected without the payment scope, and nothing is cancelled", async () => {
  const { id } = await paidByHand();
  const { actor } = shop;
  const scopes = new Set([...actor.scopes].filter((scope) => scope !== "payments:write"));
  await expect(
    execute(shop.hub, { ...actor, scopes }, cancelOrder, { id, reason, refund: true }),
  ).rejects.toMatchObject({
    code: "auth.forbidden",
  });
  expect(await shop.run(getOrder, { id })).toMatchObject({ status: "processing", totals: { refunded: 0 } });
});
