import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import type { OrderView } from "../order/schemas.ts";
import { cancelOrder, getOrder, getTimeline, placeOrder } from "../orders/index.ts";
import { answerPayment, capturePayment, createPayment, refundPayment, voidPayment } from "./index.ts";

const shop = testShop();

/** An order of `total` minor units. */
async function ordered(total: number, more: object = {}): Promise<OrderView> {
  const sku = `S-${total}`;
  await shop.stock([{ sku, price: total }]);
  return (await shop.run(placeOrder, { channel: "web", lines: [{ sku, quantity: 1 }], ...more })).order;
}

interface Request {
  paymentId: string;
  intentId: string;
  action: string;
  amount: number;
}

/** Unanswered provider requests. */
async function requests(orderId: string): Promise<Request[]> {
  return shop.hub.db.sql<Request[]>`
    select e.payment_id as "paymentId", e.intent_id as "intentId", e.type as action, e.amount from payment_events e
    where e.order_id = ${orderId} and e.outcome = 'requested' and not exists (
      select from payment_events a where a.intent_id = e.intent_id and a.outcome <> 'requested')
    order by e.at, e.id`;
}

async function answer(orderId: string, more: object = {}): Promise<OrderView> {
  const [asked] = await requests(orderId);
  return shop.run(answerPayment, {
    orderId,
    paymentId: asked?.paymentId,
    intentId: asked?.intentId,
    outcome: "succeeded",
    ...more,
  });
}

/** An order with its full amount authorised. */
async function authorized(total: number): Promise<OrderView> {
  const { id } = await ordered(total);
  await shop.run(createPayment, { orderId: id, method: "test", capture: false });
  return answer(id);
}

const firstPayment = (order: OrderView) => ({ orderId: order.id, paymentId: order.payments[0]?.id });
const eventTypes = async (id: string) => (await shop.run(getTimeline, { id })).data.map((event) => event.type);

describe("paying", () => {
  it("captures manual payments at once, and never more than is due", async () => {
    const { id } = await ordered(1000);
    const part = await shop.run(createPayment, { orderId: id, method: "manual", amount: 400 });
    expect(part).toMatchObject({ paymentStatus: "partially_paid", totals: { paid: 400, due: 600 } });
    await expect(shop.run(createPayment, { orderId: id, method: "manual", amount: 601 })).rejects.toMatchObject({
      code: "payment.exceeds_due",
      message: "GBP 6.01 was asked for, and GBP 6.00 is due.",
      errors: [{ pointer: "/amount", detail: "At most GBP 6.00.", requested: 601, available: 600 }],
      details: { currency: "GBP", requested: 601, available: 600 },
    });
    const rest = await shop.run(createPayment, { orderId: id, method: "manual" });
    expect(rest).toMatchObject({ paymentStatus: "paid", totals: { paid: 1000, due: 0 } });
    await expect(shop.run(createPayment, { orderId: id, method: "manual" })).rejects.toMatchObject({
      code: "payment.exceeds_due",
    });
  });

  it("subtracts pending payments from the amount due", async () => {
    const { id } = await ordered(1000);
    await shop.run(createPayment, { orderId: id, method: "test", amount: 700 });
    await expect(shop.run(createPayment, { orderId: id, method: "test", amount: 301 })).rejects.toMatchObject({
      code: "payment.exceeds_due",
    });
    await answer(id, { outcome: "failed", code: "card_declined", reason: "No." });
    const order = await shop.run(createPayment, { orderId: id, method: "test" });
    expect(order.payments.map(({ state, amount }) => [state, amount])).toEqual([
      ["failed", 700],
      ["requested", 1000],
    ]);
  });

  it("authorises an amount, captures a part of it and voids the rest", async () => {
    const order = await authorized(1000);
    expect(order).toMatchObject({ status: "pending", paymentStatus: "authorized", totals: { authorized: 1000 } });
    await shop.run(capturePayment, { ...firstPayment(order), amount: 300 });
    await expect(shop.run(capturePayment, { ...firstPayment(order), amount: 701 })).rejects.toMatchObject({
      code: "payment.exceeds_authorized",
    });
    const captured = await answer(order.id);
    expect(captured).toMatchObject({ status: "processing", paymentStatus: "partially_paid" });
    await shop.run(voidPayment, firstPayment(order));
    await expect(shop.run(capturePayment, firstPayment(order))).rejects.toMatchObject({
      code: "payment.exceeds_authorized",
    });
    const freed = await answer(order.id);
    expect(freed.payments).toMatchObject([{ authorized: 1000, captured: 300, voided: 700, state: "captured" }]);
    await expect(shop.run(voidPayment, firstPayment(order))).rejects.toMatchObject({ code: "payment.nothing_to_void" });
  });

  it("captures no more than is due after a part of the order was cancelled", async () => {
    await shop.stock([{ sku: "A", price: 100 }]);
    const { order } = await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 5 }] });
    await shop.run(createPayment, { orderId: order.id, method: "test", capture: false });
    await answer(order.id);
    const less = await shop.run(cancelOrder, {
      id: order.id,
      reason: "fewer",
      lines: [{ id: order.lines[0]?.id, quantity: 2 }],
    });
    await expect(shop.run(capturePayment, { ...firstPayment(less), amount: 301 })).rejects.toMatchObject({
      code: "payment.exceeds_due",
    });
    await shop.run(capturePayment, firstPayment(less));
    expect(await answer(order.id)).toMatchObject({ paymentStatus: "paid", totals: { paid: 300, due: 0 } });
  });

  it("captures once under concurrent requests", async () => {
    const order = await authorized(1000);
    const outcomes = await Promise.allSettled(
      [shop.hub, shop.rival].map((hub) => shop.run(capturePayment, firstPayment(order), { hub })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await answer(order.id)).toMatchObject({ totals: { paid: 1000 } });
  });

  it("captures once when a concurrent call captures between read and write", async () => {
    const order = await authorized(1000);
    const rival = await shop.raced(
      "payments.capture:read",
      (hub) => shop.run(capturePayment, firstPayment(order), { hub }),
      () => shop.run(capturePayment, firstPayment(order)),
    );
    expect(rival).toMatchObject({ code: "payment.exceeds_authorized" });
  });

  it("voids an authorisation of an order that was cancelled meanwhile", async () => {
    const { id } = await ordered(1000);
    await shop.run(createPayment, { orderId: id, method: "test", capture: false });
    await shop.run(cancelOrder, { id, reason: "x" });
    await answer(id, { providerReference: "p-1" });
    expect(await requests(id)).toMatchObject([{ action: "void", amount: 1000 }]);
    expect(await answer(id)).toMatchObject({ paymentStatus: "unpaid", payments: [{ state: "voided" }] });
  });
});

describe("refunding", () => {
  it("refunds the newest payment first, and never more than was captured", async () => {
    const { id } = await ordered(1000);
    await shop.run(createPayment, { orderId: id, method: "manual", amount: 600 });
    await shop.run(createPayment, { orderId: id, method: "manual", amount: 400 });
    const order = await shop.run(refundPayment, { orderId: id, amount: 500, reason: "goodwill" });
    expect(order.payments.map((payment) => payment.refunded)).toEqual([100, 400]);
    expect(order).toMatchObject({ paymentStatus: "partially_refunded", totals: { refunded: 500, due: 0 } });
    await expect(shop.run(refundPayment, { orderId: id, amount: 501, reason: "x" })).rejects.toMatchObject({
      code: "payment.exceeds_captured",
      errors: [{ available: 500 }],
    });
    const rest = await shop.run(refundPayment, { orderId: id, amount: 500, reason: "the rest" });
    expect(rest).toMatchObject({ paymentStatus: "refunded", totals: { refunded: 1000 } });
  });

  it("counts pending refunds", async () => {
    const { id } = await ordered(1000, { payment: { method: "test" } });
    await answer(id);
    await shop.run(refundPayment, { orderId: id, amount: 700, reason: "x" });
    await expect(shop.run(refundPayment, { orderId: id, amount: 301, reason: "x" })).rejects.toMatchObject({
      code: "payment.exceeds_captured",
    });
    await answer(id, { outcome: "failed" });
    await expect(shop.run(refundPayment, { orderId: id, amount: 1000, reason: "x" })).resolves.toBeDefined();
  });

  it("refunds units at their price less their share of the discount, plus tax", async () => {
    await shop.stock([
      { sku: "A", price: 1000 },
      { sku: "B", price: 3000 },
    ]);
    const lines = [
      { sku: "A", quantity: 2 },
      { sku: "B", quantity: 1 },
    ];
    const payment = { method: "manual" };
    const { order } = await shop.run(placeOrder, { channel: "web", lines, discountTotal: 500, payment });
    const refunded = await shop.run(refundPayment, {
      orderId: order.id,
      lines: [{ id: order.lines[0]?.id, quantity: 1 }],
      reason: "scratched",
    });
    expect(refunded.totals.refunded).toBe(900);
  });

  it("accepts two concurrent refunds that fit together, and one of two that do not", async () => {
    const { id } = await ordered(1000, { payment: { method: "manual" } });
    const refunds = (amount: number) =>
      Promise.allSettled(
        [shop.hub, shop.rival].map((hub) => shop.run(refundPayment, { orderId: id, amount, reason: "same" }, { hub })),
      );
    expect((await refunds(100)).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect((await refunds(500)).map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await shop.run(getOrder, { id })).totals.refunded).toBe(700);
  });

  it("refunds nothing twice when a concurrent call refunds between read and write", async () => {
    const { id } = await ordered(1000, { payment: { method: "manual" } });
    const refund = { orderId: id, amount: 600, reason: "same" };
    const rival = await shop.raced(
      "payments.refund:read",
      (hub) => shop.run(refundPayment, refund, { hub }),
      () => shop.run(refundPayment, refund),
    );
    expect(rival).toMatchObject({ code: "payment.exceeds_captured", errors: [{ available: 400 }] });
  });

  it("rejects a payment of another order, and an amount together with lines", async () => {
    const first = await ordered(1000, { payment: { method: "manual" } });
    const second = await ordered(500, { payment: { method: "manual" } });
    const { paymentId } = firstPayment(second);
    const refund = { orderId: first.id, amount: 1, reason: "x" };
    await expect(shop.run(refundPayment, { ...refund, paymentId })).rejects.toMatchObject({ kind: "not_found" });
    const lines = [{ id: first.lines[0]?.id, quantity: 1 }];
    await expect(shop.run(refundPayment, { ...refund, lines })).rejects.toMatchObject({ kind: "invalid" });
  });
});

describe("a provider's answer", () => {
  it("counts once, however often it is redelivered", async () => {
    const { id } = await ordered(1000, { payment: { method: "test" } });
    const [asked] = await requests(id);
    const input = { orderId: id, paymentId: asked?.paymentId, intentId: asked?.intentId, outcome: "succeeded" };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        shop.run(answerPayment, { ...input, providerReference: "p-1" }, { hub: i % 2 ? shop.hub : shop.rival }),
      ),
    );
    expect(new Set(answers.map((order) => order.version))).toEqual(new Set([2]));
    expect(await shop.run(getOrder, { id })).toMatchObject({ totals: { paid: 1000 }, version: 2 });
    expect((await eventTypes(id)).filter((type) => type === "payment.captured")).toHaveLength(1);
  });

  it("is rejected when it contradicts an earlier one", async () => {
    const { id } = await ordered(1000, { payment: { method: "test" } });
    const [asked] = await requests(id);
    const input = { orderId: id, paymentId: asked?.paymentId, intentId: asked?.intentId };
    await shop.run(answerPayment, { ...input, outcome: "failed", code: "card_declined" });
    const late = shop.run(answerPayment, { ...input, outcome: "succeeded" });
    await expect(late).rejects.toMatchObject({
      code: "payment.already_answered",
      details: { first: { outcome: "failed" } },
    });
    await expect(shop.run(answerPayment, { ...input, outcome: "failed" })).resolves.toMatchObject({ version: 2 });
  });

  it("is rejected for more than the requested amount, an unknown request or another payment's reference", async () => {
    const first = await ordered(1000, { payment: { method: "test" } });
    await expect(answer(first.id, { amount: 1001 })).rejects.toMatchObject({ kind: "invalid" });
    await expect(answer(first.id, { intentId: first.id })).rejects.toMatchObject({ kind: "not_found" });
    await answer(first.id, { providerReference: "p-1" });
    const second = await ordered(500, { payment: { method: "test" } });
    await expect(answer(second.id, { providerReference: "p-1" })).rejects.toMatchObject({
      code: "payment.reference_taken",
    });
  });

  it("may be about less than the requested amount", async () => {
    const { id } = await ordered(1000, { payment: { method: "test" } });
    expect(await answer(id, { amount: 600 })).toMatchObject({
      paymentStatus: "partially_paid",
      totals: { paid: 600, due: 400 },
      payments: [{ captured: 600, capturePending: 0 }],
    });
  });
});
