import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FullOrderRecord, LineRecord } from "../order/record.ts";
import { type Credit, type CreditLine, matchCredit, type Returnable, returnableOf } from "./match-credit.ts";

const day = (n: number) => new Date(Date.UTC(2010, 11, n)).toISOString();

const sold = (id: string, quantity: number, over: Partial<LineRecord> = {}) =>
  ({
    id,
    kind: "item",
    variantId: "v1",
    quantity,
    unitPrice: 100,
    shipped: quantity,
    returned: 0,
    closedQuantity: 0,
    ...over,
  }) as LineRecord;

function sale(id: string, lines: LineRecord[], over: Partial<FullOrderRecord> = {}): FullOrderRecord {
  const captured = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  const payments = [{ id: `${id}-p`, captured, refunded: 0, refundPending: 0 }];
  const head = { id, customerId: "c1", channel: "import", currency: "GBP", placedAt: day(1) };
  return { ...head, lines, payments, ...over } as FullOrderRecord;
}

const line = (quantity: number, over: Partial<CreditLine> = {}): CreditLine => {
  const unitPrice = over.unitPrice ?? 100;
  return {
    kind: "item",
    sku: "A",
    name: "",
    variantId: "v1",
    quantity,
    unitPrice,
    amount: quantity * unitPrice,
    ...over,
  };
};

const credit = (lines: CreditLine[], over: Partial<Credit> = {}): Credit => ({
  channel: "import",
  customerId: "c1",
  currency: "GBP",
  atMs: Date.parse(day(2)),
  ordinal: 5,
  lines,
  ...over,
});

const booked = (order: FullOrderRecord) => returnableOf(order, -1);
const outcome = (wanted: Credit, candidates: Returnable[]) => {
  const { taken, credited } = matchCredit(wanted, candidates);
  const units = (lines: readonly { id: string; quantity: number }[]) =>
    lines.map(({ id, quantity }) => ({ id, quantity }));
  return { taken: taken.map(({ from, lines }) => [from.order.id, units(lines)]), credited: credited.length };
};

describe("matching a cancellation", () => {
  it("becomes a return of the only sale that matches", () => {
    expect(outcome(credit([line(6)]), [booked(sale("s", [sold("l", 8)]))])).toEqual({
      taken: [["s", [{ id: "l", quantity: 6 }]]],
      credited: 0,
    });
  });

  it.each<[string, { wanted: Credit; order: FullOrderRecord; ordinal?: number }]>([
    ["more units than were sold", { wanted: credit([line(9)]), order: sale("s", [sold("l", 8)]) }],
    ["another customer", { wanted: credit([line(1)], { customerId: "c2" }), order: sale("s", [sold("l", 8)]) }],
    [
      "nobody",
      { wanted: credit([line(1)], { customerId: null }), order: sale("s", [sold("l", 8)], { customerId: null }) },
    ],
    ["another article", { wanted: credit([line(1, { variantId: "v2" })]), order: sale("s", [sold("l", 8)]) }],
    ["a later sale", { wanted: credit([line(1)]), order: sale("s", [sold("l", 8)], { placedAt: day(3) }) }],
    ["a sale further down in the file", { wanted: credit([line(1)]), order: sale("s", [sold("l", 8)]), ordinal: 6 }],
    ["another channel", { wanted: credit([line(1)]), order: sale("s", [sold("l", 8)], { channel: "web" }) }],
    ["another currency", { wanted: credit([line(1)]), order: sale("s", [sold("l", 8)], { currency: "EUR" }) }],
    ["more money than was paid", { wanted: credit([line(1, { unitPrice: 900 })]), order: sale("s", [sold("l", 8)]) }],
    ["what came back before", { wanted: credit([line(1)]), order: sale("s", [sold("l", 8, { returned: 8 })]) }],
    [
      "what was given back by line",
      { wanted: credit([line(1)]), order: sale("s", [sold("l", 8, { closedQuantity: 8 })]) },
    ],
    [
      "a discount",
      { wanted: credit([line(1, { kind: "discount", variantId: null })]), order: sale("s", [sold("l", 8)]) },
    ],
  ])("becomes a credit note when it names %s", (_, { wanted, order, ordinal = -1 }) => {
    expect(outcome(wanted, [returnableOf(order, ordinal)])).toEqual({ taken: [], credited: 1 });
  });

  it("becomes a credit note when two sales match, decided per line", () => {
    const two = [sale("s", [sold("l", 8)]), sale("t", [sold("m", 2)])].map(booked);
    expect(outcome(credit([line(1), line(5)]), two)).toEqual({
      taken: [["s", [{ id: "l", quantity: 5 }]]],
      credited: 1,
    });
  });

  it("spreads over two lines of one article, lines at its price first", () => {
    const order = sale("s", [sold("dear", 3, { unitPrice: 120 }), sold("same", 2)]);
    expect(outcome(credit([line(4)]), [booked(order)]).taken).toEqual([
      [
        "s",
        [
          { id: "same", quantity: 2 },
          { id: "dear", quantity: 2 },
        ],
      ],
    ]);
  });

  it("never returns more units or money than a sale has", () => {
    const amounts = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(amounts, fc.array(amounts, { minLength: 1, maxLength: 4 }), (had, asked) => {
        const candidate = booked(sale("s", [sold("l", had)]));
        const { taken, credited } = matchCredit(credit(asked.map((quantity) => line(quantity))), [candidate]);
        const units = taken.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
        expect(units).toBeLessThanOrEqual(had);
        expect(candidate.refundable).toBe((had - units) * 100);
        expect(units + credited.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(asked.reduce((a, b) => a + b));
      }),
    );
  });
});
