import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, portion } from "../kernel/rounding.ts";
import { capturableOf, openAmountOf, refundableOf, spreadRefund } from "../payments/rules.ts";
import { keptOf, priceOf } from "./line-rules.ts";
import { chargesOf, type LineCounters, quoteOf, statusesOf, totalsOf } from "./rules.ts";
import { sumsOf } from "./sums.ts";

const minor = fc.integer({ min: 0, max: 1_000_000_000 });

const pricedLine = fc.record({
  quantity: fc.integer({ min: 1, max: 1000 }),
  unitPrice: fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 100_000_000_000 })),
  taxRateBps: fc.constantFrom(0, 500, 825, 1900, 2000),
});

const pricedOrder = fc.record({
  lines: fc.array(pricedLine, { minLength: 1, maxLength: 8 }),
  shippingCharged: fc.integer({ min: 0, max: 100_000 }),
  discountGranted: fc.oneof(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 1_000_000_000_000 })),
  taxMode: fc.constantFrom("included" as const, "excluded" as const),
});

/** Counters that satisfy the table's checks. */
const counters: fc.Arbitrary<LineCounters> = fc
  .tuple(...Array.from({ length: 5 }, () => fc.integer({ min: 0, max: 3 })))
  .map(([delivered = 0, onTheWay = 0, packed = 0, cancelled = 0, open = 0]) => {
    const shipped = delivered + onTheWay;
    const fulfilled = shipped + packed;
    const quantity = Math.max(1, fulfilled + cancelled + open);
    return { kind: "item", quantity, fulfilled, shipped, delivered, returned: 0, cancelled };
  });

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

const big = (numbers: readonly number[]) => numbers.reduce((all, each) => all + BigInt(each), 0n);

describe("amounts", () => {
  it("are split into integer parts that fit their weights and sum to the amount, however large", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000_000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), weights, (amount, of) => {
        const parts = allocate(amount, of);
        expect(sum(parts)).toBe(amount);
        const all = big(of);
        if (all === 0n) return;
        for (const [index, part] of parts.entries()) {
          const floor = (BigInt(amount) * BigInt(of[index] ?? 0)) / all;
          expect([floor, floor + 1n]).toContain(BigInt(part));
        }
      }),
    );
  });

  it("are split by the largest-remainder method", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1_000_000_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), weights, (amount, of) => {
        const all = big(of);
        const parts = allocate(amount, of).map((part, index) => {
          const exact = BigInt(amount) * BigInt(of[index] ?? 0);
          return { rest: exact % all, raised: BigInt(part) > exact / all };
        });
        const rests = (raised: boolean) => parts.filter((part) => part.raised === raised).map(({ rest }) => rest);
        const least = rests(true).reduce((low, rest) => (rest < low ? rest : low), all);
        for (const rest of rests(false)) expect(rest <= least).toBe(true);
      }),
    );
  });

  it.each([
    { amount: 1, part: [1, 2], half: "up", wanted: 1 },
    { amount: 1, part: [1, 2], half: "down", wanted: 0 },
    { amount: 100, part: [2, 3], half: "down", wanted: 67 },
    { amount: 999_999_999_999, part: [999_999, 1_000_000], half: "up", wanted: 999_998_999_999 },
    { amount: 9_007_199_254_740_991, part: [3, 7], half: "up", wanted: 3_860_228_252_031_853 },
  ] as const)("$part of $amount, halves $half, is $wanted", ({ amount, part, half, wanted }) => {
    expect(portion(amount, part, half)).toBe(wanted);
  });

  it("of an order add up, are never negative, and become zero when all of it is cancelled", () => {
    fc.assert(
      fc.property(pricedOrder, (order) => {
        const quote = quoteOf(order);
        expect(sum(quote.lines.map((line) => line.total))).toBe(quote.subtotal);
        expect(sum(quote.lines.map((line) => line.discount))).toBe(Math.min(order.discountGranted, quote.subtotal));
        const onTop = order.taxMode === "excluded" ? quote.tax : 0;
        expect(quote.total).toBe(quote.subtotal - quote.discount + quote.shipping + onTop);
        expect(Math.min(quote.total, quote.tax, ...quote.lines.map((line) => line.tax))).toBeGreaterThanOrEqual(0);
        const gone = quote.lines.map((line) => ({ ...line, cancelled: line.quantity }));
        expect(totalsOf({ ...quote, lines: gone })).toEqual({
          subtotal: 0,
          shipping: 0,
          discount: 0,
          tax: 0,
          total: 0,
        });
      }),
    );
  });

  it("never rise when units are cancelled, whatever the discount and tax, and no unit has a negative price", () => {
    fc.assert(
      fc.property(pricedOrder, fc.nat(), (order, at) => {
        const quote = quoteOf(order);
        const line = quote.lines[at % quote.lines.length];
        if (line === undefined) return;
        const taken = at % line.quantity;
        const steps = [taken, taken + 1].map((cancelled) => {
          const lines = quote.lines.map((each) => (each === line ? { ...each, cancelled } : each));
          return totalsOf({ ...quote, lines }).total;
        });
        expect(steps[1]).toBeLessThanOrEqual(steps[0] ?? 0);
        expect(priceOf(line, order.taxMode, taken + 1)).toBeGreaterThanOrEqual(priceOf(line, order.taxMode, taken));
      }),
    );
  });

  it("of a line are those of its first units plus those of the rest, for every unit", () => {
    fc.assert(
      fc.property(pricedOrder, fc.nat(), (order, at) => {
        for (const line of quoteOf(order).lines) {
          const cancelled = at % (line.quantity + 1);
          const { total, discount, tax } = keptOf({ ...line, cancelled });
          const kept = total - discount + (order.taxMode === "excluded" ? tax : 0);
          expect(priceOf(line, order.taxMode, cancelled) + kept).toBe(priceOf(line, order.taxMode, line.quantity));
        }
      }),
    );
  });

  it("are taxed per line, and shipping at the highest rate of the goods", () => {
    const lines = [
      { quantity: 3, unitPrice: 999, taxRateBps: 825 },
      { quantity: 1, unitPrice: 500, taxRateBps: 0 },
    ];
    const order = { lines, shippingCharged: 500, discountGranted: 0, taxMode: "excluded" as const };
    expect(chargesOf(order)).toEqual({
      lines: [
        { discountGranted: 0, taxCharged: 247 },
        { discountGranted: 0, taxCharged: 0 },
      ],
      shippingTaxCharged: 41,
    });
  });
});

describe("what is due", () => {
  it("excludes pending payments, and a refund is spread over captured ones", () => {
    const payment = fc
      .tuple(...Array.from({ length: 6 }, () => fc.integer({ min: 0, max: 1000 })))
      .map(([captured = 0, capturePending = 0, voided = 0, free = 0, back = 0, backSoon = 0]) => {
        const refunded = Math.min(back, captured);
        const amount = captured + capturePending + voided + free;
        const refundPending = Math.min(backSoon, captured - refunded);
        return {
          id: `${amount}`,
          amount,
          authorized: amount,
          captured,
          refunded,
          voided,
          capturePending,
          refundPending,
        };
      });
    fc.assert(
      fc.property(
        fc.array(payment, { maxLength: 5 }),
        minor,
        fc.integer({ min: 1, max: 5000 }),
        (payments, total, amount) => {
          const coming = sum(payments.map((each) => capturableOf(each, []) + each.capturePending));
          const due = total - sumsOf(payments).paid;
          expect(openAmountOf({ due, payments }, [])).toBe(Math.max(0, due - coming));
          const here = sum(payments.map(refundableOf));
          const parts = spreadRefund(payments, amount);
          expect(parts === null).toBe(amount > here);
          expect(sum(parts?.map((part) => part.amount) ?? [])).toBe(parts === null ? 0 : amount);
          for (const part of parts ?? []) expect(part.amount).toBeLessThanOrEqual(refundableOf(part.payment));
        },
      ),
    );
  });
});

describe("statuses", () => {
  const unpaid = { total: 100, authorized: 0, paid: 0, refunded: 0 };
  const line: LineCounters = {
    kind: "item",
    quantity: 2,
    fulfilled: 0,
    shipped: 0,
    delivered: 0,
    returned: 0,
    cancelled: 0,
  };
  const all = { fulfilled: 2, shipped: 2, delivered: 2 };

  const cases: [wanted: string, units: Partial<LineCounters>, money: Partial<typeof unpaid>][] = [
    ["pending, unpaid, unfulfilled", {}, {}],
    ["pending, authorized, unfulfilled", {}, { authorized: 100 }],
    ["processing, partially_paid, unfulfilled", {}, { paid: 50 }],
    ["processing, paid, partially_fulfilled", { fulfilled: 1, shipped: 1 }, { paid: 100 }],
    ["shipped, paid, fulfilled", { fulfilled: 2, shipped: 2, delivered: 1 }, { paid: 100 }],
    ["delivered, paid, fulfilled", all, { paid: 100 }],
    ["delivered, partially_refunded, partially_returned", { ...all, returned: 1 }, { paid: 100, refunded: 50 }],
    ["delivered, refunded, returned", { ...all, returned: 2 }, { paid: 100, refunded: 100 }],
    ["delivered, unpaid, fulfilled", { cancelled: 1, fulfilled: 1, shipped: 1, delivered: 1 }, {}],
    ["cancelled, unpaid, unfulfilled", { cancelled: 2 }, { total: 0 }],
  ];

  it.each(cases)("are %s", (wanted, units, money) => {
    const { status, paymentStatus, fulfillmentStatus } = statusesOf(false, [{ ...line, ...units }], {
      ...unpaid,
      ...money,
    });
    expect([status, paymentStatus, fulfillmentStatus].join(", ")).toBe(wanted);
  });

  it("do not depend on the order of lines, and only a draft is a draft", () => {
    fc.assert(
      fc.property(fc.array(counters, { minLength: 1, maxLength: 5 }), minor, (lines, paid) => {
        const money = { total: 100, authorized: 0, paid, refunded: 0 };
        const statuses = statusesOf(false, lines, money);
        expect(statusesOf(false, lines.toReversed(), money)).toEqual(statuses);
        expect(statuses.status).not.toBe("draft");
        expect(statusesOf(true, lines, money).status).toBe("draft");
        const left = lines.some((each) => each.quantity > each.cancelled);
        expect(statuses.status === "cancelled").toBe(!left);
        const open = lines.some((each) => each.quantity - each.cancelled > each.shipped);
        expect(!open || ["pending", "processing"].includes(statuses.status)).toBe(true);
      }),
    );
  });
});
