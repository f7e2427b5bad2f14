import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate } from "../kernel/rounding.ts";
import { capturableOf, openAmountOf, refundableOf, spreadRefund, sumsOf } from "../payments/rules.ts";
import { dueOf, type LineCounters, statusesOf, totalsOf, valueOf } from "./rules.ts";

const minor = fc.integer({ min: 0, max: 1_000_000_000 });

const pricedLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 1000 }),
    unitPrice: fc.integer({ min: 0, max: 1_000_000 }),
    taxRateBps: fc.constantFrom(0, 500, 1900, 2000),
  })
  .chain((line) =>
    fc.record({ cancelled: fc.integer({ min: 0, max: line.quantity }) }).map((more) => ({ ...line, ...more })),
  );

const pricedOrder = fc.record({
  lines: fc.array(pricedLine, { minLength: 1, maxLength: 8 }),
  shippingCharged: fc.integer({ min: 0, max: 100_000 }),
  discountGranted: fc.integer({ min: 0, max: 10_000_000 }),
  taxMode: fc.constantFrom("included" as const, "excluded" as const),
  shippingTaxRateBps: fc.constantFrom(0, 2000),
});

/** Counters that the table allows. */
const counters: fc.Arbitrary<LineCounters> = fc
  .tuple(...Array.from({ length: 5 }, () => fc.integer({ min: 0, max: 3 })))
  .map(([delivered = 0, onTheWay = 0, packed = 0, cancelled = 0, open = 0]) => {
    const shipped = delivered + onTheWay;
    const fulfilled = shipped + packed;
    const quantity = Math.max(1, fulfilled + cancelled + open);
    return { kind: "item", quantity, fulfilled, shipped, delivered, returned: 0, cancelled };
  });

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe("amounts", () => {
  it("are split so that the parts are whole, fit their weights and sum to the amount", () => {
    fc.assert(
      fc.property(
        minor,
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 50 }),
        (amount, weights) => {
          const parts = allocate(amount, weights);
          expect(sum(parts)).toBe(amount);
          const all = sum(weights);
          expect(parts.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true);
          const distances = parts.map((part, index) => Math.abs(part - (amount * (weights[index] ?? 0)) / all));
          expect(all === 0 || Math.max(...distances) <= 1).toBe(true);
        },
      ),
    );
  });

  it("of an order add up, are never negative, and fall to nothing when all of it is cancelled", () => {
    fc.assert(
      fc.property(pricedOrder, (order) => {
        const totals = totalsOf(order);
        expect(sum(totals.lines.map((line) => line.total))).toBe(totals.subtotal);
        const onTop = order.taxMode === "excluded" ? totals.tax : 0;
        expect(totals.total).toBe(totals.subtotal - totals.discount + totals.shipping + onTop);
        expect(totals.discount).toBeLessThanOrEqual(totals.subtotal);
        expect(Math.min(totals.total, totals.tax, ...totals.lines.map((line) => line.tax))).toBeGreaterThanOrEqual(0);
        const gone = totalsOf({ ...order, lines: order.lines.map((line) => ({ ...line, cancelled: line.quantity })) });
        expect(gone.total).toBe(0);
      }),
    );
  });

  it("never rise when units are cancelled, as long as no discount was granted", () => {
    fc.assert(
      fc.property(pricedOrder, (order) => {
        const whole = { ...order, discountGranted: 0, lines: order.lines.map((line) => ({ ...line, cancelled: 0 })) };
        const { total } = totalsOf({ ...whole, lines: order.lines });
        expect(total).toBeLessThanOrEqual(totalsOf(whole).total);
      }),
    );
  });

  it("of lines are together what the goods were sold for", () => {
    fc.assert(
      fc.property(pricedOrder, (order) => {
        const whole = { ...order, shippingCharged: 0, lines: order.lines.map((line) => ({ ...line, cancelled: 0 })) };
        expect(sum(valueOf(order))).toBe(totalsOf(whole).total);
      }),
    );
  });
});

describe("what is due", () => {
  const money = fc
    .record({ total: minor, paid: minor })
    .chain((sums) => fc.integer({ min: 0, max: sums.paid }).map((refunded) => ({ ...sums, refunded })));

  it("is what is missing; a refund never makes a customer owe again, and never more is owed back than is here", () => {
    fc.assert(
      fc.property(money, (sums) => {
        const due = dueOf(sums);
        expect(due).toBeLessThanOrEqual(Math.max(0, sums.total - sums.paid));
        expect(-due).toBeLessThanOrEqual(sums.paid - sums.refunded);
        expect(sums.refunded > 0 || due === sums.total - sums.paid).toBe(true);
      }),
    );
  });

  it("is never asked for twice, and a refund is spread over what is here", () => {
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
          const sums = { total, ...sumsOf(payments) };
          const coming = sum(payments.map((each) => capturableOf(each, []) + each.capturePending));
          expect(openAmountOf({ ...sums, payments }, [])).toBe(Math.max(0, dueOf(sums) - coming));
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

  it("hang on what happened, not on the order of lines, and only a draft is a draft", () => {
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
