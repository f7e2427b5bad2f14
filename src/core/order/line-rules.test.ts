import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  closedByCancel,
  type LineMoney,
  type LineRefund,
  owedOf,
  priceOf,
  refundableUnits,
  refundOf,
  type TaxMode,
  withAnswer,
  withRefund,
  withRefusal,
} from "./line-rules.ts";
import { untouched } from "./record.ts";
import { dueOf, quoteOf, withTotals } from "./rules.ts";

const RUNS = process.env.SCALE === "full" ? 20_000 : 2000;

type Step =
  | { kind: "cancel" | "ship" | "refund"; line: number; units: number }
  | { kind: "amount"; amount: number }
  | { kind: "answer"; at: number; outcome: "all" | "less" | "refused" };

const line = fc.nat({ max: 3 });
const units = fc.integer({ min: 1, max: 4 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("cancel" as const, "ship" as const, "refund" as const), line, units }),
  fc.record({ kind: fc.constant("amount" as const), amount: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({
    kind: fc.constant("answer" as const),
    at: fc.nat({ max: 5 }),
    outcome: fc.constantFrom("all" as const, "less" as const, "refused" as const),
  }),
);

const order = fc.record({
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 7 }),
      unitPrice: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 1_000_000_000_000 })),
      taxRateBps: fc.constantFrom(0, 500, 825, 2000),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  shippingCharged: fc.constantFrom(0, 395, 1001),
  discountGranted: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10_000 })),
  taxMode: fc.constantFrom<TaxMode>("included", "excluded"),
});

interface Pending {
  readonly amount: number;
  readonly line: number | null;
  readonly refunds: readonly LineRefund[];
}

/** An order paid in full, and an independent ledger of what the bank was asked for and refunded. */
class Book {
  lines: (LineMoney & { id: string })[];
  readonly paid: number;
  refunded = 0;
  byAmount = 0;
  failed = false;
  /** The actual refundable amount differed from the stated one. */
  contradicted = false;
  pending: Pending[] = [];
  /** Refunded units by line, including those refunded because they were cancelled. */
  readonly #cancelledTaken = new Map<number, number>();
  readonly #charges;

  constructor(placed: Parameters<typeof quoteOf>[0]) {
    const quote = quoteOf(placed);
    this.#charges = quote;
    this.lines = quote.lines.map((each, index) => ({ ...untouched, ...each, id: String(index) }));
    this.paid = quote.total;
  }

  get asked(): number {
    return this.pending.reduce((sum, { amount }) => sum + amount, 0);
  }

  get left(): number {
    return this.paid - this.refunded - this.asked;
  }

  get due(): number {
    const { paid, refunded } = this;
    return dueOf({ ...this.#charges, lines: this.lines }, { paid, refunded, refundPending: this.asked });
  }

  get owed(): number {
    const kept = this.lines.reduce((sum, each) => sum + owedOf(each, this.taxMode), 0);
    const { total, shipping } = withTotals({ ...this.#charges, lines: this.lines });
    const live = total > 0 || this.lines.some((each) => each.cancelled < each.quantity);
    const taxOnTop = this.taxMode === "excluded" && live ? this.#charges.shippingTaxCharged : 0;
    return kept + shipping + taxOnTop;
  }

  get taxMode(): TaxMode {
    return this.#charges.taxMode;
  }

  #put(index: number, of: (line: LineMoney & { id: string }) => LineMoney & { id: string }): void {
    this.lines = this.lines.map((each, at) => (at === index ? of(each) : each));
  }

  cancel(index: number, wanted: number): void {
    this.#put(index, (each) => {
      const count = Math.min(wanted, each.quantity - each.cancelled - each.fulfilled);
      return { ...each, ...closedByCancel(each, this.taxMode, count), cancelled: each.cancelled + count };
    });
  }

  ship(index: number, wanted: number): void {
    this.#put(index, (each) => {
      const count = Math.min(wanted, each.quantity - each.cancelled - each.fulfilled);
      return { ...each, fulfilled: each.fulfilled + count };
    });
  }

  refund(index: number, wanted: number): void {
    const each = this.lines[index];
    if (each === undefined) return;
    const dueBack = Math.max(0, -this.due);
    const refunds = refundOf(each, this.taxMode, { units: wanted, dueBack });
    if ((refunds === null) !== wanted > refundableUnits(each, this.taxMode, dueBack)) this.contradicted = true;
    if (refunds === null) return;
    const amount = refunds.reduce((sum, refund) => sum + refund.amount, 0);
    if (amount === 0 || amount > this.left) return;
    for (const refund of refunds) if (refund.cancelled) this.#takeCancelled(index, refund.quantity);
    this.#put(index, (now) => refunds.reduce((after, refund) => withRefund(after, refund), now));
    this.pending.push({ amount, line: index, refunds });
  }

  #takeCancelled(index: number, count: number): number {
    const taken = (this.#cancelledTaken.get(index) ?? 0) + count;
    this.#cancelledTaken.set(index, taken);
    return taken;
  }

  give(wanted: number): void {
    const amount = Math.min(wanted, this.left);
    if (amount > 0) this.pending.push({ amount, line: null, refunds: [] });
  }

  answer(at: number, outcome: "all" | "less" | "refused"): void {
    const [request] = this.pending.splice(at % Math.max(1, this.pending.length), 1);
    if (request === undefined) return;
    if (outcome !== "all") this.failed = true;
    const given = outcome === "refused" ? 0 : outcome === "less" ? Math.ceil(request.amount / 2) : request.amount;
    this.refunded += given;
    if (request.line === null) this.byAmount += given;
    let open = given;
    for (const refund of request.refunds) {
      const part = Math.min(open, refund.amount);
      open -= part;
      const released = refund.cancelled ? 0 : refund.amount;
      const reopened = outcome === "refused" && refund.cancelled ? refund.quantity : 0;
      const cancelledTaken = this.#takeCancelled(request.line ?? 0, -reopened);
      this.#put(request.line ?? 0, (each) =>
        outcome === "refused"
          ? withRefusal(each, this.taxMode, { ...refund, released, cancelledTaken })
          : withAnswer(each, refund, part),
      );
    }
  }

  take(step: Step): void {
    if (step.kind === "amount") return this.give(step.amount);
    if (step.kind === "answer") return this.answer(step.at, step.outcome);
    this[step.kind](step.line % this.lines.length, step.units);
  }

  /** The check constraints of the tables. */
  faults(): string[] {
    const faults = this.lines.flatMap((each) => {
      const taken = each.refundedQuantity + each.refundPendingQuantity;
      const amount = each.refundedAmount + each.refundPendingAmount;
      const { closedQuantity, closedAmount, cancelled, quantity } = each;
      const untaken = taken === 0 && amount === 0;
      const exact = this.failed && !untaken ? closedAmount : priceOf(each, this.taxMode, closedQuantity);
      const sound = {
        pending: each.refundPendingQuantity >= 0 && each.refundPendingAmount >= 0,
        units: closedQuantity >= Math.max(taken, cancelled) && closedQuantity <= Math.min(quantity, taken + cancelled),
        amounts: closedAmount >= amount && closedAmount <= priceOf(each, this.taxMode, quantity),
        exact: closedAmount === exact,
      };
      return Object.entries(sound).flatMap(([name, holds]) => (holds ? [] : [`line ${each.id}: ${name}`]));
    });
    return [
      ...faults,
      ...(this.left < 0 ? ["more given back than paid"] : []),
      ...(this.contradicted ? ["refundable"] : []),
    ];
  }

  settle(): void {
    while (this.pending.length > 0) this.answer(0, "all");
    this.give(-this.due);
    while (this.pending.length > 0) this.answer(0, "all");
  }
}

const history = fc.tuple(order, fc.array(anyStep, { maxLength: 25 }));

describe("the money of an order, under any sequence of cancellations, shipments, refunds and provider responses", () => {
  it("after refunding what is due, equals the price of the units kept; never more, never negative", () => {
    fc.assert(
      fc.property(history, ([placed, steps]) => {
        const book = new Book(placed);
        for (const step of steps) {
          book.take(step);
          expect(book.faults()).toEqual([]);
        }
        book.settle();
        expect(book.faults()).toEqual([]);
        expect(book.due).toBe(0);
        expect(book.paid - book.refunded).toBeLessThanOrEqual(book.owed);
        expect(book.owed - (book.paid - book.refunded)).toBeLessThanOrEqual(book.byAmount);
      }),
      { numRuns: RUNS },
    );
  });

  it("is refunded exactly once every unit is refunded or cancelled", () => {
    fc.assert(
      fc.property(history, fc.boolean(), ([placed, steps], unitByUnit) => {
        const book = new Book(placed);
        for (const step of steps) book.take(step);
        for (const [index, each] of book.lines.entries()) {
          book.cancel(index, each.quantity);
          const open = () => (book.lines[index]?.quantity ?? 0) - (book.lines[index]?.closedQuantity ?? 0);
          if (unitByUnit) for (let left = open(); left > 0; left -= 1) book.refund(index, 1);
          book.refund(index, open());
        }
        book.settle();
        const goods = book.lines.reduce((sum, each) => sum + owedOf(each, book.taxMode), 0);
        expect(book.due).toBe(0);
        expect(book.paid - book.refunded).toBeLessThanOrEqual(book.owed);
        expect(book.byAmount === 0 && goods === 0 ? book.paid - book.refunded : book.owed).toBe(book.owed);
      }),
      { numRuns: RUNS },
    );
  });

  it("refunds a line unit by unit in the amounts of its first units, up to its total", () => {
    fc.assert(
      fc.property(order, (placed) => {
        const book = new Book({ ...placed, shippingCharged: 0 });
        for (const index of book.lines.keys())
          for (let unit = 1; unit <= (book.lines[index]?.quantity ?? 0); unit += 1) {
            // A unit with a zero amount cannot be refunded alone: it goes with the next.
            book.refund(index, unit - (book.lines[index]?.refundedQuantity ?? 0));
            book.answer(0, "all");
            const now = book.lines[index];
            expect(now?.refundedAmount).toBe(now && priceOf(now, book.taxMode, unit));
          }
        expect(book.refunded).toBe(book.paid);
      }),
      { numRuns: RUNS },
    );
  });
});
