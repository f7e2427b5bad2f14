import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { updateProduct } from "../catalog/index.ts";
import { createShipment } from "../fulfillment/index.ts";
import { cancelOrder, getTimeline, listOrders, placeOrder } from "../orders/index.ts";
import { createPayment } from "../payments/index.ts";
import { confirmOrder, discardDraft, draftOrder, updateDraft } from "./index.ts";

const shop = testShop();

const draft = { channel: "phone", lines: [{ sku: "A", quantity: 2 }] };

async function reserved(): Promise<number> {
  const [row] = await shop.hub.db.sql<{ reserved: number }[]>`
    select sum(reserved)::int as reserved from stock_levels where tenant_id = ${shop.actor.tenantId}`;
  return row?.reserved ?? 0;
}

describe("drafts", () => {
  it("have a number and a price, and reserve no stock", async () => {
    await shop.stock([{ sku: "A", price: 100, onHand: 1 }]);
    const order = await shop.run(draftOrder, { ...draft, shippingTotal: 50 });
    expect(order).toMatchObject({ number: "1001", status: "draft", paymentStatus: "unpaid", totals: { total: 250 } });
    expect(await reserved()).toBe(0);
  });

  it("are replaced as a whole, and are found by their current content", async () => {
    await shop.stock([
      { sku: "A", price: 100 },
      { sku: "BEAR", price: 70 },
    ]);
    const { id } = await shop.run(draftOrder, draft);
    const customer = { name: "Ann", email: "ann@example.com" };
    const lines = [{ sku: "BEAR", quantity: 3, unitPrice: 60 }];
    const order = await shop.run(updateDraft, {
      id,
      channel: "web",
      lines,
      customer,
      discountTotal: 30,
      tags: ["vip"],
    });
    expect(order).toMatchObject({
      version: 2,
      number: "1001",
      channel: "web",
      unitCount: 3,
      tags: ["vip"],
      customer: { email: "ann@example.com" },
      totals: { subtotal: 180, discount: 30, total: 150 },
    });
    const found = await shop.run(listOrders, { q: "bear ann", status: "draft" });
    expect(found.data.map((each) => each.id)).toEqual([id]);
    const [updated] = (await shop.run(getTimeline, { id })).data;
    expect(updated).toMatchObject({ type: "order.updated" });
    expect(JSON.stringify(updated?.data)).toContain('"field":"lines"');
  });

  it("become orders with all their stock at the drafted prices, or stay drafts", async () => {
    await shop.stock([{ sku: "A", price: 100, onHand: 3 }]);
    const lines = [{ sku: "A", quantity: 2, unitPrice: 80 }];
    const [first, second] = await Promise.all([0, 1].map(() => shop.run(draftOrder, { ...draft, lines })));
    const order = await shop.run(confirmOrder, { id: first?.id, payment: { method: "manual" } });
    expect(order).toMatchObject({ status: "processing", paymentStatus: "paid", totals: { total: 160 } });
    expect(order.reservations).toMatchObject([{ location: "main", quantity: 2 }]);
    await expect(shop.run(confirmOrder, { id: second?.id })).rejects.toMatchObject({
      code: "inventory.insufficient_stock",
      errors: [{ pointer: "/lines/0", sku: "A", requested: 2, available: 1 }],
    });
    await expect(shop.run(confirmOrder, { id: first?.id })).rejects.toMatchObject({ code: "order.not_draft" });
    const types = (await shop.run(getTimeline, { id: order.id })).data.map((event) => event.type).toReversed();
    expect(types).toEqual(["order.drafted", "order.placed", "payment.captured", "order.status_changed"]);
  });

  it("never oversell against orders placed concurrently", async () => {
    await shop.stock([{ sku: "A", onHand: 20 }]);
    const drafts = await Promise.all(Array.from({ length: 15 }, () => shop.run(draftOrder, draft)));
    const outcomes = await Promise.allSettled([
      ...drafts.map(({ id }) => shop.run(confirmOrder, { id }, { hub: shop.rival })),
      ...drafts.map(() => shop.run(placeOrder, { ...draft, channel: "web" })),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(10);
    expect(await reserved()).toBe(20);
  });

  it("cannot be confirmed once an article is inactive", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id, lines } = await shop.run(draftOrder, draft);
    const [product] = await shop.hub.db.sql<{ id: string }[]>`
      select product_id as id from variants where tenant_id = ${shop.actor.tenantId} and id = ${lines[0]?.variantId ?? ""}`;
    await shop.run(updateProduct, { id: product?.id, status: "archived" });
    await expect(shop.run(confirmOrder, { id })).rejects.toMatchObject({ code: "order.wrong_lines" });
  });

  it("can be cancelled, but not paid, shipped or cancelled as orders", async () => {
    await shop.stock([{ sku: "A" }]);
    const { id } = await shop.run(draftOrder, draft);
    const refused = await Promise.allSettled([
      shop.run(createPayment, { orderId: id, method: "manual" }),
      shop.run(createShipment, { orderId: id }),
      shop.run(cancelOrder, { id, reason: "x" }),
    ]);
    expect(refused).toMatchObject(Array.from({ length: 3 }, () => ({ reason: { code: "order.is_draft" } })));
    const order = await shop.run(discardDraft, { id });
    expect(order).toMatchObject({ status: "cancelled", totals: { total: 0 } });
    await expect(shop.run(updateDraft, { id, ...draft })).rejects.toMatchObject({ code: "order.not_draft" });
  });
});
