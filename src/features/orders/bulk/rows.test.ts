import { TRPCClientError } from "@trpc/client";
import { describe, expect, test } from "vitest";
import type { Order } from "../order-news.ts";
import { createAttempts, isAnswered } from "./attempts.ts";
import { captureParts, settledOf, totalsOf, whyNotCapture } from "./capture-rows.ts";
import { shipPlan, shipsTheSame, whyNotShip } from "./ship-rows.ts";

type Payment = Order["payments"][number];

const payment = (given: Partial<Payment> = {}) =>
  ({ id: "p1", authorized: 0, captured: 0, refunded: 0, voided: 0, capturePending: 0, ...given }) as Payment;

const held = (location: string, quantity: number, backorder = false) => ({
  lineId: "l1",
  location,
  quantity,
  backorder,
});

/** Five units of one article, paid, four of them reserved. */
const order = (given: Partial<Order> = {}) =>
  ({
    id: "o1",
    version: 1,
    status: "pending",
    paymentStatus: "paid",
    currency: "GBP",
    onHold: false,
    lines: [{ id: "l1", name: "Mug", kind: "item", quantity: 5, cancelled: 0, fulfilled: 0 }],
    reservations: [held("main", 3), held("shop", 1), held("main", 1, true)],
    payments: [payment({ authorized: 100, captured: 100 })],
    shipments: [],
    shippingAddress: null,
    totals: { total: 100, paid: 100, due: 0 },
    ...given,
  }) as unknown as Order;

const due = (amount: number, payments: Payment[], given: Partial<Order> = {}) =>
  order({ payments, totals: { total: 100, paid: 0, due: amount } as Order["totals"], ...given });

describe("bulk shipping", () => {
  test("ships what is reserved at the location with most of it, or at the chosen one", () => {
    expect(shipPlan(order())).toMatchObject({ location: "main", units: 3, left: { elsewhere: 1, waiting: 1 } });
    expect(shipPlan(order(), "shop")).toMatchObject({ location: "shop", units: 1, left: { elsewhere: 3, waiting: 1 } });
  });

  test("excludes rejected and unpaid orders, each with its reason", () => {
    expect(whyNotShip(order())).toBeNull();
    expect(whyNotShip(order({ status: "cancelled" }))).toBe("cancelled");
    expect(whyNotShip(order({ onHold: true }))).toBe("held");
    expect(whyNotShip(order({ lines: [] }))).toBe("shipped");
    expect(whyNotShip(order({ reservations: [held("main", 5, true)] }))).toBe("waiting");
    expect(whyNotShip(due(100, []))).toBe("unpaid");
    expect(whyNotShip(due(100, [payment({ authorized: 100 })]))).toBeNull();
  });

  test("is unaffected by a new tag, but not by a cancellation or a moved reservation", () => {
    expect(shipsTheSame(order(), order({ version: 2, tags: ["gift"] }), undefined)).toBe(true);
    expect(shipsTheSame(order(), order({ status: "cancelled" }), undefined)).toBe(false);
    expect(shipsTheSame(order(), order({ reservations: [held("main", 2)] }), undefined)).toBe(false);
  });
});

describe("bulk capture", () => {
  test("captures what each payment holds, and no more than is due", () => {
    const payments = [payment({ authorized: 60 }), payment({ id: "p2", authorized: 60 })];
    expect(captureParts(due(100, payments))).toEqual([
      { paymentId: "p1", amount: 60 },
      { paymentId: "p2", amount: 40 },
    ]);
    expect(captureParts(due(100, [payment({ authorized: 100, capturePending: 100 })]))).toEqual([]);
  });

  test("excludes orders without an amount to capture, each with its reason", () => {
    expect(whyNotCapture(order())).toBe("paid");
    expect(whyNotCapture(due(100, []))).toBe("none");
    expect(whyNotCapture(due(0, [payment({ authorized: 100 })]))).toBe("notDue");
    expect(whyNotCapture(due(100, [payment({ authorized: 100, capturePending: 100 })]))).toBe("asked");
  });

  test("is totalled per currency", () => {
    const one = due(100, [payment({ authorized: 100 })]);
    expect(totalsOf([one, one, { ...one, currency: "EUR" }])).toEqual([
      { currency: "GBP", amount: 200 },
      { currency: "EUR", amount: 100 },
    ]);
  });

  test("counts as captured once the provider has confirmed it", () => {
    const then = due(100, [payment({ authorized: 100, capturePending: 100 })]);
    const outcome = { state: "done", result: { text: "", order: then } } as const;
    const now = (given: Partial<Payment>) => due(100, [payment({ authorized: 100, ...given })], { version: 2 });
    expect(settledOf(then, outcome)).toBe("waiting");
    expect(settledOf(now({ captured: 100 }), outcome)).toBe("captured");
    expect(settledOf(now({}), outcome)).toBe("failed");
  });
});

describe("an attempt with an unknown outcome", () => {
  test("is retried with the same key, and a changed request gets another key", () => {
    const attempts = createAttempts<string>();
    const first = attempts.begin("o1", { tracking: "T1" }, () => "first");
    expect(attempts.begin("o1", { tracking: "T1" }, () => "second")).toMatchObject({
      payload: "first",
      key: first.key,
    });
    expect(attempts.begin("o1", { tracking: "T2" }, () => "third").key).not.toBe(first.key);
    attempts.settle("o1");
    expect(attempts.has("o1")).toBe(false);
  });

  test("is one without a response", () => {
    expect(isAnswered(new TRPCClientError("fetch failed"))).toBe(false);
  });
});
