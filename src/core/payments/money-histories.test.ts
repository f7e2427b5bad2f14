import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { createChannel } from "../channels/index.ts";
import { createShipment } from "../fulfillment/index.ts";
import { isHubError } from "../kernel/errors.ts";
import type { OrderView } from "../order/schemas.ts";
import { cancelOrder, getOrder, placeOrder } from "../orders/index.ts";
import { answerPayment, createPayment, recordPayment, refundPayment } from "./index.ts";

const RUNS = 10 * (process.env.SCALE === "full" ? 20 : Number(process.env.SCALE ?? 1));
const timeout = 60_000 * Math.max(1, RUNS / 10);
const seed = Number(process.env.TEST_SEED ?? 1);

const shop = testShop();

type Step =
  | { kind: "cancel" | "ship" | "refund"; line: number; units: number }
  | { kind: "amount"; amount: number }
  | { kind: "told"; amount: number }
  | { kind: "answer"; outcome: "succeeded" | "failed"; less: boolean };

const lineIndex = fc.nat({ max: 2 });
const units = fc.integer({ min: 1, max: 3 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("cancel" as const, "ship" as const, "refund" as const), line: lineIndex, units }),
  fc.record({ kind: fc.constantFrom("amount" as const, "told" as const), amount: fc.integer({ min: 1, max: 900 }) }),
  fc.record({
    kind: fc.constant("answer" as const),
    outcome: fc.constantFrom("succeeded" as const, "failed" as const),
    less: fc.boolean(),
  }),
);

const history = fc.record({
  channel: fc.constantFrom("included", "excluded", "untaxed"),
  currency: fc.constantFrom("JPY", "GBP", "KWD"),
  method: fc.constantFrom("manual", "test"),
  discountTotal: fc.integer({ min: 0, max: 1500 }),
  shippingTotal: fc.constantFrom(0, 395),
  lines: fc.array(
    fc.record({ quantity: fc.integer({ min: 1, max: 5 }), unitPrice: fc.integer({ min: 0, max: 999 }) }),
    { minLength: 1, maxLength: 3 },
  ),
  steps: fc.array(anyStep, { maxLength: 14 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

async function openShop(): Promise<void> {
  await shop.enter();
  await shop.stock(["A", "B", "C"].map((sku) => ({ sku, onHand: 1000, price: 1 })));
  const tax = { included: ["included", 2000], excluded: ["excluded", 825], untaxed: ["included", 0] } as const;
  for (const [code, [taxMode, taxRateBps]] of Object.entries(tax))
    await shop.run(createChannel, { code, name: code, kind: "web", currency: "GBP", taxMode, taxRateBps });
}

async function place({ channel, currency, discountTotal, shippingTotal, lines, method }: History): Promise<OrderView> {
  const input = { channel, currency, discountTotal, shippingTotal };
  const wanted = lines.map((each, index) => ({ sku: ["A", "B", "C"][index], ...each }));
  const { order } = await shop.run(placeOrder, {
    ...input,
    lines: wanted,
    payment: { method, reference: randomUUID() },
  });
  await answerAll(order.id);
  return shop.run(getOrder, { id: order.id });
}

interface Request {
  paymentId: string;
  intentId: string;
  amount: number;
}

const openRequests = (orderId: string) => shop.hub.db.sql<Request[]>`
  select e.payment_id as "paymentId", e.intent_id as "intentId", e.amount from payment_events e
  where e.order_id = ${orderId} and e.outcome = 'requested' and not exists (
    select from payment_events a where a.intent_id = e.intent_id and a.outcome <> 'requested')
  order by e.at desc, e.id desc`;

/** Twice, as providers redeliver, and from two processes. */
async function answer(orderId: string, request: Request, how: { outcome: "succeeded" | "failed"; less: boolean }) {
  const { amount: asked, ...ids } = request;
  const amount = how.less && how.outcome === "succeeded" ? Math.ceil(asked / 2) : asked;
  const input = { orderId, ...ids, outcome: how.outcome, amount };
  await Promise.all([shop.run(answerPayment, input), shop.run(answerPayment, input, { hub: shop.rival })]);
}

async function answerAll(orderId: string): Promise<void> {
  for (const request of await openRequests(orderId))
    await answer(orderId, request, { outcome: "succeeded", less: false });
}

async function take(step: Step, order: OrderView): Promise<unknown> {
  const { id } = order;
  const reason = "history";
  if (step.kind === "amount") return shop.run(refundPayment, { orderId: id, amount: step.amount, reason });
  if (step.kind === "told") return tell(order, step.amount);
  if (step.kind === "answer") {
    const [request] = await openRequests(id);
    return request && answer(id, request, step);
  }
  const lines = [{ id: order.lines[step.line % order.lines.length]?.id, quantity: step.units }];
  const at = { hub: step.line === 1 ? shop.rival : shop.hub };
  if (step.kind === "cancel") return shop.run(cancelOrder, { id, reason, lines, refund: step.units === 2 }, at);
  if (step.kind === "ship") return shop.run(createShipment, { orderId: id, lines }, at);
  return shop.run(refundPayment, { orderId: id, lines, reason }, at);
}

/** A refund made in the provider's own dashboard. */
async function tell({ id, currency }: OrderView, amount: number): Promise<unknown> {
  const [payment] = (await shop.run(getOrder, { id })).payments;
  if (payment === undefined || payment.method !== "test" || payment.reference === null) return undefined;
  if (payment.refundPending > 0 || payment.refunded + amount > payment.captured) return undefined;
  const { captured } = payment;
  const sums = {
    authorized: payment.authorized,
    captured,
    refunded: payment.refunded + amount,
    amount: payment.amount,
  };
  const named = { orderId: id, method: "test", providerReference: payment.reference, currency };
  return shop.run(recordPayment, { ...named, ...sums });
}

/** Expected rejections are part of every history; any other error is a failure. */
async function orRefused(running: Promise<unknown>): Promise<void> {
  try {
    await running;
  } catch (error) {
    if (!isHubError(error) || error.kind !== "conflict") throw error;
  }
}

async function giveBackWhatIsDue(orderId: string): Promise<OrderView> {
  await answerAll(orderId);
  const { totals } = await shop.run(getOrder, { id: orderId });
  if (totals.due < 0) await shop.run(refundPayment, { orderId, amount: -totals.due, reason: "what is due" });
  await answerAll(orderId);
  return shop.run(getOrder, { id: orderId });
}

describe("the money of an order", () => {
  it(
    "balances after any history of cancellations, shipments, refunds and answers, and can be refunded in full",
    { timeout },
    async () => {
      await openShop();
      const property = fc.asyncProperty(history, async (told) => {
        const order = await place(told);
        for (const step of told.steps) {
          await orRefused(take(step, order));
          const { totals, lines } = await shop.run(getOrder, { id: order.id });
          expect(totals.refunded).toBeLessThanOrEqual(totals.paid);
          for (const { quantity, refunded, refundPending, refundable } of lines)
            expect(refunded.quantity + refundPending.quantity + refundable.quantity).toBeLessThanOrEqual(quantity);
        }
        const settled = await giveBackWhatIsDue(order.id);
        expect(settled.totals.due).toBe(0);
        await orRefused(shop.run(cancelOrder, { id: order.id, reason: "all of it" }));
        const open = (view: OrderView) => view.lines.filter((each) => each.refundable.amount > 0);
        for (const { id, refundable } of open(await giveBackWhatIsDue(order.id))) {
          const { paid, refunded } = (await shop.run(getOrder, { id: order.id })).totals;
          const left = paid - refunded;
          // After a refund by amount less is left than the units' amounts: the rest is refunded by amount too.
          const rest = left < refundable.amount ? { amount: left } : { lines: [{ id, quantity: refundable.quantity }] };
          if (left > 0) await shop.run(refundPayment, { orderId: order.id, ...rest, reason: "the rest" });
          await answerAll(order.id);
        }
        const { totals, status } = await giveBackWhatIsDue(order.id);
        expect(totals.due).toBe(0);
        const shipping =
          status === "cancelled"
            ? 0
            : told.shippingTotal + (told.channel === "excluded" ? Math.round(told.shippingTotal * 0.0825) : 0);
        const generous = told.steps.some(({ kind }) => kind === "amount" || kind === "told");
        const kept = totals.paid - totals.refunded;
        expect(generous ? Math.min(kept, shipping) : kept).toBe(generous ? kept : shipping);
        await shop.audit();
      });
      await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
    },
  );

  it("ends as refunded with a zero balance for 3 × 9.99 with 8.25 % tax, refunded unit by unit", async () => {
    await openShop();
    const lines = [{ sku: "A", quantity: 3, unitPrice: 999 }];
    const payment = { method: "manual" };
    const { order } = await shop.run(placeOrder, { channel: "excluded", lines, payment });
    expect(order.totals).toMatchObject({ total: 3244, tax: 247, paid: 3244 });
    const refunded: number[] = [];
    for (const unit of [1, 2, 3]) {
      const one = [{ id: order.lines[0]?.id, quantity: 1 }];
      const after = await shop.run(refundPayment, { orderId: order.id, lines: one, reason: `unit ${unit}` });
      refunded.push(after.totals.refunded);
    }
    expect(refunded).toEqual([1081, 2163, 3244]);
    expect(await shop.run(getOrder, { id: order.id })).toMatchObject({ paymentStatus: "refunded", totals: { due: 0 } });
  });

  it("stays consistent when a cancellation and refunds of one line race in two processes", { timeout }, async () => {
    await openShop();
    for (const unitPrice of [333, 999, 1000]) {
      const wanted = { channel: "excluded", discountTotal: 101, payment: { method: "manual" } };
      const { order } = await shop.run(placeOrder, { ...wanted, lines: [{ sku: "A", quantity: 3, unitPrice }] });
      const lines = [{ id: order.lines[0]?.id, quantity: 1 }];
      const calls = Array.from({ length: 12 }, (_, i) => {
        const at = { hub: i % 2 ? shop.hub : shop.rival };
        return i % 3 === 0
          ? shop.run(cancelOrder, { id: order.id, reason: "race", lines }, at)
          : shop.run(refundPayment, { orderId: order.id, lines, reason: "race" }, at);
      });
      const outcomes = await Promise.allSettled(calls);
      for (const outcome of outcomes)
        if (outcome.status === "rejected" && (!isHubError(outcome.reason) || outcome.reason.kind !== "conflict"))
          throw outcome.reason;
      const { totals, lines: after } = await giveBackWhatIsDue(order.id);
      expect(totals).toMatchObject({ refunded: order.totals.total, due: 0 });
      expect(after[0]).toMatchObject({ cancelled: 3, refundable: { quantity: 0, amount: 0 } });
      expect(after[0]?.refunded.quantity).toBeLessThanOrEqual(3);
    }
  });

  it("a failed refund makes its units refundable again, while a pending one reserves them", async () => {
    await openShop();
    const lines = [{ sku: "A", quantity: 2, unitPrice: 500 }];
    const { order } = await shop.run(placeOrder, {
      channel: "untaxed",
      discountTotal: 1,
      lines,
      payment: { method: "test" },
    });
    await answerAll(order.id);
    const back = (quantity: number) =>
      shop.run(refundPayment, { orderId: order.id, lines: [{ id: order.lines[0]?.id, quantity }], reason: "broken" });
    const asked = await back(1);
    expect(asked.lines[0]).toMatchObject({
      refundPending: { quantity: 1, amount: 500 },
      refundable: { quantity: 1, amount: 499 },
    });
    await expect(back(2)).rejects.toMatchObject({ code: "order.exceeds_open", errors: [{ available: 1 }] });
    await back(1);
    const [later, first] = await openRequests(order.id);
    if (first === undefined || later === undefined) throw new Error("two refunds are on their way");
    await answer(order.id, first, { outcome: "failed", less: false });
    await answer(order.id, later, { outcome: "succeeded", less: false });
    expect((await shop.run(getOrder, { id: order.id })).lines[0]).toMatchObject({
      refunded: { quantity: 1, amount: 499 },
      refundPending: { quantity: 0, amount: 0 },
      refundable: { quantity: 1, amount: 500 },
    });
    await back(1);
    await answerAll(order.id);
    expect(await shop.run(getOrder, { id: order.id })).toMatchObject({
      paymentStatus: "refunded",
      totals: { refunded: 999 },
    });
  });

  it("a provider-reported refund that precedes its answer is matched to its lines, and counts once", async () => {
    await openShop();
    const payment = { method: "test", reference: randomUUID() };
    const lines = [{ sku: "A", quantity: 2, unitPrice: 500 }];
    const { order } = await shop.run(placeOrder, { channel: "untaxed", currency: "GBP", lines, payment });
    await answerAll(order.id);
    const one = [{ id: order.lines[0]?.id, quantity: 1 }];
    await shop.run(refundPayment, { orderId: order.id, lines: one, reason: "broken" });
    const [request] = await openRequests(order.id);
    const named = { orderId: order.id, method: "test", providerReference: payment.reference, currency: "GBP" };
    const told = await shop.run(recordPayment, { ...named, amount: 1000, captured: 1000, refunded: 500 });
    expect(told.lines[0]).toMatchObject({ refunded: { quantity: 1, amount: 500 }, refundPending: { quantity: 0 } });
    if (request === undefined) throw new Error("a refund is on its way");
    await answer(order.id, request, { outcome: "succeeded", less: false });
    expect((await shop.run(getOrder, { id: order.id })).lines[0]).toEqual(told.lines[0]);
  });

  it("a refund of units may use several payments, and a failed part becomes due", async () => {
    await openShop();
    const lines = [{ sku: "A", quantity: 3, unitPrice: 1000 }];
    const { order } = await shop.run(placeOrder, { channel: "untaxed", lines });
    for (const amount of [1200, 1800]) {
      await shop.run(createPayment, { orderId: order.id, method: "test", amount });
      await answerAll(order.id);
    }
    const all = [{ id: order.lines[0]?.id, quantity: 3 }];
    await shop.run(refundPayment, { orderId: order.id, lines: all, reason: "broken" });
    const [one, other] = (await openRequests(order.id)).toSorted((a, b) => a.amount - b.amount);
    if (one === undefined || other === undefined) throw new Error("two payments give back");
    await answer(order.id, other, { outcome: "succeeded", less: false });
    await answer(order.id, one, { outcome: "failed", less: false });
    const [line] = (await shop.run(getOrder, { id: order.id })).lines;
    expect(line).toMatchObject({ refunded: { quantity: 2, amount: 1800 }, refundable: { quantity: 1, amount: 1200 } });
    await shop.run(refundPayment, { orderId: order.id, lines: [{ id: line?.id, quantity: 1 }], reason: "again" });
    await answerAll(order.id);
    expect(await shop.run(getOrder, { id: order.id })).toMatchObject({ paymentStatus: "refunded", totals: { due: 0 } });
  });
});
