import { describe, expect, test } from "vitest";
import type { Order } from "../order-news.ts";
import {
  canCancel,
  canHold,
  canPay,
  canShip,
  nextStep,
  type OrderLine,
  type Payment,
  payableOf,
} from "./order-rules.ts";

const line = (given: Partial<OrderLine> = {}) =>
  ({
    kind: "item",
    quantity: 2,
    fulfilled: 0,
    shipped: 0,
    delivered: 0,
    returned: 0,
    cancelled: 0,
    ...given,
  }) as OrderLine;

const payment = (given: Partial<Payment>) =>
  ({
    id: "p1",
    state: "captured",
    amount: 100,
    authorized: 0,
    captured: 0,
    refunded: 0,
    voided: 0,
    capturePending: 0,
    refundPending: 0,
    ...given,
  }) as Payment;

const order = (given: Partial<Order> & { due?: number; paid?: number; authorized?: number } = {}) => {
  const { due = 100, paid = 0, authorized = 0, ...rest } = given;
  const totals = { total: 100, due, paid, authorized };
  return {
    status: "pending",
    onHold: false,
    fulfillmentStatus: "unfulfilled",
    lines: [line()],
    payments: [],
    shipments: [],
    totals,
    ...rest,
  } as unknown as Order;
};

describe("the primary button is the most likely next step", () => {
  const authorized = payment({ state: "authorized", authorized: 100 });
  const parcel = { id: "s1", status: "shipped" } as Order["shipments"][number];
  test.each([
    ["a draft is placed", order({ status: "draft" }), "confirm"],
    ["a held order is released before anything else", order({ onHold: true }), "release"],
    ["an unpaid order is paid", order(), "pay"],
    ["what is authorised is shipped", order({ authorized: 100, payments: [authorized] }), "ship"],
    ["what is paid is shipped", order({ due: 0, paid: 100 }), "ship"],
    [
      "what has left is captured",
      order({ authorized: 100, payments: [authorized], lines: [line({ fulfilled: 2, shipped: 2 })] }),
      "capture",
    ],
    [
      "what is paid and on its way is delivered",
      order({ due: 0, paid: 100, lines: [line({ fulfilled: 2, shipped: 2 })], shipments: [parcel] }),
      "deliver",
    ],
    [
      "money that was paid for cancelled goods is refunded",
      order({ status: "cancelled", due: -100, paid: 100, payments: [payment({ captured: 100 })] }),
      "refund",
    ],
  ] as const)("%s", (_, given, step) => expect(nextStep(given)?.kind).toBe(step));

  test("a delivered and paid order needs no action", () => {
    const done = order({
      status: "delivered",
      due: 0,
      paid: 100,
      lines: [line({ fulfilled: 2, shipped: 2, delivered: 2 })],
    });
    expect(nextStep(done)).toBeNull();
    expect(canHold(done)).toBe(false);
  });
});

test("a pending payment is not requested twice", () => {
  expect(payableOf(order({ payments: [payment({ state: "requested" })] }))).toBe(0);
  expect(payableOf(order({ payments: [payment({ state: "authorized", authorized: 60 })] }))).toBe(40);
  expect(canPay(order({ payments: [payment({ state: "failed" })] }))).toBe(true);
});

test("held, draft, cancelled and shipped orders cannot be shipped", () => {
  expect(canShip(order())).toBe(true);
  expect(canShip(order({ onHold: true }))).toBe(false);
  expect(canShip(order({ status: "draft" }))).toBe(false);
  expect(canShip(order({ lines: [line({ fulfilled: 1, cancelled: 1 })] }))).toBe(false);
  expect(canCancel(order({ lines: [line({ fulfilled: 2 })] }))).toBe(false);
});
