import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { createShipment } from "../fulfillment/index.ts";
import { adjustStock } from "../inventory/index.ts";
import type { OrderView } from "../order/schemas.ts";
import { answerPayment, createPayment } from "../payments/index.ts";
import { cancelOrder } from "./cancel-order.ts";
import { getTimeline } from "./get-timeline.ts";
import { holdOrder } from "./hold-order.ts";
import { placeOrder } from "./place-order.ts";

const shop = testShop();

async function place(lines: { sku: string; quantity: number }[], more: object = {}): Promise<OrderView> {
  return (await shop.run(placeOrder, { channel: "web", lines, ...more })).order;
}

async function levels() {
  const rows = await shop.hub.db.sql<{ sku: string; onHand: number; reserved: number; backordered: number }[]>`
    select v.sku, l.on_hand as "onHand", l.reserved, l.backordered from stock_levels l join variants v on v.id = l.variant_id
    where l.tenant_id = ${shop.actor.tenantId} order by v.sku`;
  return Object.fromEntries(rows.map(({ sku, ...level }) => [sku, level]));
}

const eventTypes = async (id: string) =>
  (await shop.run(getTimeline, { id })).data.map((event) => event.type).toReversed();

describe("cancelling orders", () => {
  it("frees the whole order's stock, clears the amount due and emits events", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    const { id } = await place([{ sku: "A", quantity: 3 }], { shippingTotal: 500 });
    const order = await shop.run(cancelOrder, { id, reason: "changed their mind" });
    expect(order).toMatchObject({ status: "cancelled", paymentStatus: "unpaid", cancelReason: "changed their mind" });
    expect(order.totals).toMatchObject({ total: 0, shipping: 0, due: 0 });
    expect(order.reservations).toEqual([]);
    expect(await levels()).toEqual({ A: { onHand: 5, reserved: 0, backordered: 0 } });
    expect(await eventTypes(id)).toEqual(["order.placed", "order.cancelled", "order.status_changed"]);
  });

  it("keeps the price of the remaining units, and shows the amount to refund", async () => {
    await shop.stock([
      { sku: "A", price: 100 },
      { sku: "B", price: 1000 },
    ]);
    const placed = await place(
      [
        { sku: "A", quantity: 3 },
        { sku: "B", quantity: 1 },
      ],
      { shippingTotal: 400, payment: { method: "manual" } },
    );
    const lines = [{ id: placed.lines[0]?.id, quantity: 2 }];
    const order = await shop.run(cancelOrder, { id: placed.id, reason: "short", lines });
    expect(order.totals).toMatchObject({ subtotal: 1100, shipping: 400, total: 1500, paid: 1700, due: -200 });
    expect(order.lines.map(({ cancelled, total }) => ({ cancelled, total }))).toEqual([
      { cancelled: 2, total: 100 },
      { cancelled: 0, total: 1000 },
    ]);
    expect(order.status).toBe("processing");
  });

  it("cancels backordered units first", async () => {
    await shop.stock([{ sku: "A", onHand: 2, allowBackorder: true }]);
    const placed = await place([{ sku: "A", quantity: 5 }]);
    const lines = [{ id: placed.lines[0]?.id, quantity: 4 }];
    const order = await shop.run(cancelOrder, { id: placed.id, reason: "fewer", lines });
    expect(order.reservations).toMatchObject([{ quantity: 1, backorder: false }]);
    expect(await levels()).toEqual({ A: { onHand: 2, reserved: 1, backordered: 0 } });
  });

  it("writes off units that are not restocked, but not backordered ones", async () => {
    await shop.stock([{ sku: "A", onHand: 2, allowBackorder: true }]);
    const placed = await place([{ sku: "A", quantity: 5 }]);
    await shop.run(cancelOrder, { id: placed.id, reason: "damaged", restock: false });
    expect(await levels()).toEqual({ A: { onHand: 0, reserved: 0, backordered: 0 } });
    const [movement] = await shop.hub.db.sql`
      select type, quantity, on_hand_after, reason from stock_movements
      where tenant_id = ${shop.actor.tenantId} and type <> 'opening'`;
    expect(movement).toEqual({ type: "write_off", quantity: -2, on_hand_after: 0, reason: "damaged" });
  });

  it("cancels only unshipped units", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    const placed = await place([{ sku: "A", quantity: 5 }]);
    const line = placed.lines[0]?.id;
    await shop.run(createShipment, { orderId: placed.id, lines: [{ id: line, quantity: 2 }] });
    await expect(
      shop.run(cancelOrder, { id: placed.id, reason: "late", lines: [{ id: line, quantity: 4 }] }),
    ).rejects.toMatchObject({
      code: "order.exceeds_open",
      errors: [{ pointer: "/lines/0", requested: 4, available: 3 }],
    });
    const order = await shop.run(cancelOrder, { id: placed.id, reason: "late" });
    expect(order).toMatchObject({ status: "shipped", fulfillmentStatus: "fulfilled", cancelledAt: null });
    await expect(shop.run(cancelOrder, { id: placed.id, reason: "late" })).rejects.toMatchObject({
      code: "order.already_shipped",
    });
  });

  it("requests a void of the authorised, uncaptured amount", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await place([{ sku: "A", quantity: 1 }]);
    const paying = await shop.run(createPayment, { orderId: id, method: "test", capture: false });
    expect(paying.payments).toMatchObject([{ state: "requested" }]);
    const asked = await shop.hub.db.sql<{ payment: string; intent: string }[]>`
      select payment_id as payment, intent_id as intent from payment_events where order_id = ${id}`;
    const { payment: paymentId, intent: intentId } = asked[0] ?? {};
    await shop.run(answerPayment, { orderId: id, paymentId, intentId, outcome: "succeeded" });
    const order = await shop.run(cancelOrder, { id, reason: "changed their mind" });
    expect(order.payments).toMatchObject([{ state: "requested", authorized: 295 }]);
    expect((await eventTypes(id)).slice(-3)).toEqual(["order.cancelled", "payment.requested", "order.status_changed"]);
  });

  it("rejects a second cancellation, an unknown line and an outdated version", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await place([{ sku: "A", quantity: 1 }]);
    await expect(shop.run(cancelOrder, { id, reason: "x", ifVersion: 7 })).rejects.toMatchObject({
      kind: "precondition_failed",
    });
    await expect(shop.run(cancelOrder, { id, reason: "x", lines: [{ id, quantity: 1 }] })).rejects.toMatchObject({
      code: "order.unknown_lines",
    });
    await shop.run(cancelOrder, { id, reason: "x", ifVersion: 1 });
    await expect(shop.run(cancelOrder, { id, reason: "x" })).rejects.toMatchObject({ code: "order.cancelled" });
  });

  it("either ships or cancels when both run concurrently", async () => {
    await shop.stock([{ sku: "A", onHand: 50 }]);
    const orders = await Promise.all(Array.from({ length: 20 }, () => place([{ sku: "A", quantity: 2 }])));
    const outcomes = await Promise.allSettled(
      orders.flatMap(({ id }) => [
        shop.run(cancelOrder, { id, reason: "race" }),
        shop.run(createShipment, { orderId: id }, { hub: shop.rival }),
      ]),
    );
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(20);
  });

  it("does not free stock that a concurrent call ships between read and write", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    const { id } = await place([{ sku: "A", quantity: 2 }]);
    const rival = await shop.raced(
      "orders.cancel:read",
      (hub) => shop.run(createShipment, { orderId: id }, { hub }),
      () => shop.run(cancelOrder, { id, reason: "race" }),
    );
    expect(rival).toMatchObject({ code: "order.cancelled" });
    expect(await levels()).toEqual({ A: { onHand: 5, reserved: 0, backordered: 0 } });
  });

  it("releases holds that no longer apply", async () => {
    await shop.stock([{ sku: "A", onHand: 5 }]);
    const { id, lines } = await place([{ sku: "A", quantity: 5 }]);
    await shop.run(adjustStock, { sku: "A", location: "main", delta: -2, reason: "loss" });
    const line = lines[0]?.id;
    const held = await shop.run(cancelOrder, { id, reason: "fewer", lines: [{ id: line, quantity: 1 }] });
    expect(held.onHold).toBe(true);
    const free = await shop.run(cancelOrder, { id, reason: "fewer", lines: [{ id: line, quantity: 1 }] });
    expect(free).toMatchObject({ onHold: false, reservations: [{ quantity: 3, backorder: false }] });
    await shop.run(holdOrder, { id, reason: "fraud" });
    expect(await shop.run(cancelOrder, { id, reason: "all of it" })).toMatchObject({ onHold: false, holds: [] });
  });
});
