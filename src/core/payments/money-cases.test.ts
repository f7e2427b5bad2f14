import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { isHubError } from "../kernel/errors.ts";
import type { OrderView } from "../order/schemas.ts";
import { cancelOrder, getOrder, placeOrder } from "../orders/index.ts";
import { refundPayment } from "./index.ts";

const shop = testShop();

type Units = Record<string, number>;
interface Step {
  readonly cancel?: Units;
  readonly refundLines?: Units;
  readonly refundAmount?: number;
  readonly refused?: string;
  readonly totals: Partial<OrderView["totals"]> & { paymentStatus?: string };
}
interface Case {
  readonly name: string;
  readonly currency: string;
  readonly discount?: number;
  /** Unit price and quantity by name; prices without tax, paid in full by one manual payment. */
  readonly lines: Readonly<Record<string, readonly [unitPrice: number, quantity: number]>>;
  readonly allocated?: Units;
  readonly steps: readonly Step[];
}

const twoArticles = { currency: "GBP", discount: 578, lines: { a: [500, 1], b: [2390, 1] } } as const;

const cases: Case[] = [
  {
    name: "cancelling one line of a discounted order takes its own share of the discount away",
    ...twoArticles,
    allocated: { a: 100, b: 478 },
    steps: [{ cancel: { b: 1 }, totals: { total: 400, due: -1912 } }],
  },
  {
    name: "cancelling and refunding the same line come to the same sum",
    ...twoArticles,
    steps: [
      { refundLines: { b: 1 }, totals: { refunded: 1912, due: 0 } },
      { cancel: { b: 1 }, totals: { total: 400, refunded: 1912, due: 0 } },
    ],
  },
  {
    name: "a line that was cancelled is given back by line",
    ...twoArticles,
    steps: [
      { cancel: { b: 1 }, totals: { total: 400, due: -1912 } },
      { refundLines: { b: 1 }, totals: { refunded: 1912, due: 0 } },
      { refundLines: { b: 1 }, refused: "order.exceeds_open", totals: { refunded: 1912 } },
    ],
  },
  {
    name: "one unit of four is cancelled",
    currency: "GBP",
    discount: 400,
    lines: { a: [500, 4] },
    steps: [{ cancel: { a: 1 }, totals: { total: 1200, due: -400 } }],
  },
  {
    name: "unit by unit ends at the whole",
    currency: "GBP",
    discount: 1,
    lines: { a: [500, 2] },
    steps: [
      { refundLines: { a: 1 }, totals: { refunded: 500 } },
      { refundLines: { a: 1 }, totals: { refunded: 999, due: 0, paymentStatus: "refunded" } },
    ],
  },
  {
    name: "three for 14.00",
    currency: "GBP",
    discount: 100,
    lines: { a: [500, 3] },
    steps: [
      { refundLines: { a: 1 }, totals: { refunded: 467 } },
      { refundLines: { a: 1 }, totals: { refunded: 933 } },
      { refundLines: { a: 1 }, totals: { refunded: 1400, paymentStatus: "refunded" } },
    ],
  },
  {
    name: "three for 14.00, cancelled and given back unit by unit",
    currency: "GBP",
    discount: 100,
    lines: { a: [500, 3] },
    steps: [
      { cancel: { a: 3 }, totals: { total: 0, due: -1400 } },
      { refundLines: { a: 1 }, totals: { refunded: 467, due: -933 } },
      { refundLines: { a: 1 }, totals: { refunded: 933, due: -467 } },
      { refundLines: { a: 1 }, totals: { refunded: 1400, due: 0, paymentStatus: "refunded" } },
    ],
  },
  {
    name: "no unit is given back twice",
    currency: "GBP",
    lines: { a: [500, 1], b: [2390, 10] },
    steps: [
      { refundLines: { a: 1 }, totals: { refunded: 500 } },
      { refundLines: { a: 1 }, refused: "order.exceeds_open", totals: { refunded: 500 } },
      { refundAmount: 500, totals: { refunded: 1000, due: 0 } },
    ],
  },
  {
    name: "after one of three units, three more are refused and two are taken",
    currency: "GBP",
    lines: { a: [4400, 3], b: [4550, 1] },
    steps: [
      { refundLines: { a: 1 }, totals: { refunded: 4400 } },
      { refundLines: { a: 3 }, refused: "order.exceeds_open", totals: { refunded: 4400 } },
      { refundLines: { a: 2 }, totals: { refunded: 13_200 } },
    ],
  },
  {
    name: "a cancelled unit that was given back by amount is no longer there to refund",
    currency: "JPY",
    lines: { a: [999, 3] },
    steps: [
      { cancel: { a: 2 }, totals: { total: 999, due: -1998 } },
      { refundAmount: 1998, totals: { refunded: 1998, due: 0 } },
      { refundLines: { a: 2 }, refused: "order.exceeds_open", totals: { refunded: 1998 } },
      { refundLines: { a: 1 }, totals: { refunded: 2997, due: 0, paymentStatus: "refunded" } },
    ],
  },
  {
    name: "money that is due for one line is not counted as given back by a refund of another",
    currency: "GBP",
    lines: { a: [500, 1], b: [2390, 1] },
    steps: [
      { refundLines: { a: 1 }, totals: { refunded: 500, due: 0 } },
      { cancel: { b: 1 }, totals: { due: -2390 } },
      { refundAmount: 2390, totals: { refunded: 2890, due: 0, paymentStatus: "refunded" } },
    ],
  },
  {
    name: "a unit that was refunded and is then cancelled is not due again",
    currency: "GBP",
    discount: 1,
    lines: { a: [500, 2] },
    steps: [
      { refundLines: { a: 1 }, totals: { refunded: 500 } },
      { cancel: { a: 1 }, totals: { total: 499, due: 0 } },
      { cancel: { a: 1 }, totals: { total: 0, due: -499 } },
      { refundLines: { a: 1 }, totals: { refunded: 999, due: 0, paymentStatus: "refunded" } },
    ],
  },
];

async function take({ cancel, refundLines, refundAmount }: Step, order: OrderView, names: readonly string[]) {
  const picked = (units: Units) =>
    Object.entries(units).map(([name, quantity]) => ({ id: order.lines[names.indexOf(name)]?.id, quantity }));
  if (cancel !== undefined) return shop.run(cancelOrder, { id: order.id, reason: "fewer", lines: picked(cancel) });
  const what = refundLines === undefined ? { amount: refundAmount } : { lines: picked(refundLines) };
  return shop.run(refundPayment, { orderId: order.id, reason: "broken", ...what });
}

/** The code of a conflict, or nothing; any other error fails the test. */
async function refusalOf(running: Promise<unknown>): Promise<string | undefined> {
  try {
    await running;
    return undefined;
  } catch (error) {
    if (isHubError(error) && error.kind === "conflict") return error.code;
    throw error;
  }
}

describe("amounts per line", () => {
  it.each(cases)("$name", async ({ currency, discount = 0, lines, allocated, steps }) => {
    const names = Object.keys(lines);
    await shop.stock(names.map((sku) => ({ sku, price: 1 })));
    const { order } = await shop.run(placeOrder, {
      channel: "web",
      currency,
      discountTotal: discount,
      lines: Object.entries(lines).map(([sku, [unitPrice, quantity]]) => ({ sku, unitPrice, quantity })),
      payment: { method: "manual" },
    });
    const { total } = order.totals;
    expect(order.totals).toMatchObject({ paid: total, due: 0 });
    const shares = Object.fromEntries(order.lines.map((line, index) => [names[index], line.discount]));
    expect(shares).toMatchObject(allocated ?? {});
    for (const { totals, refused, ...step } of steps) {
      expect(await refusalOf(take({ totals, ...step }, order, names))).toBe(refused);
      const view = await shop.run(getOrder, { id: order.id });
      expect({ ...step, ...view.totals, paymentStatus: view.paymentStatus }).toMatchObject({ ...step, ...totals });
    }
  });
});
