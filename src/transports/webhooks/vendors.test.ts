import { createHmac } from "node:crypto";
import { Stripe } from "stripe";
import { describe, expect, it } from "vitest";
import { createShipment } from "#core/fulfillment/index.ts";
import { createSource } from "#core/inbound/index.ts";
import { getOrder, placeOrder } from "#core/orders/index.ts";
import { inboxOf } from "#testing/fixtures/inbox.ts";
import { testShop } from "#testing/fixtures/shop.ts";

const shop = testShop();
const { codeOf, post, work, early, message, orders } = inboxOf(shop);

describe("Shopify", () => {
  const secret = "shpss_0123456789abcdef";
  const shopifyOrder = {
    id: 5_678_901_234_567,
    name: "#9999",
    currency: "GBP",
    email: "jon@example.com",
    financial_status: "paid",
    total_discounts: "1.00",
    shipping_lines: [{ price: "5.50" }],
    tags: "vip, gift",
    note: "Ring twice",
    customer: { first_name: "Jon", last_name: "Doe" },
    shipping_address: {
      name: "Jon Doe",
      address1: "1 High Street",
      city: "London",
      zip: "N1 1AA",
      country_code: "GB",
      phone: null,
    },
    line_items: [{ sku: "A", title: "Cup", quantity: 2, price: "12.34" }],
  };
  const send = (code: string, [topic, id]: readonly [string, string], content: object) => {
    const body = JSON.stringify(content);
    const mac = createHmac("sha256", secret).update(body).digest("base64");
    return post(code, body, { "x-shopify-hmac-sha256": mac, "x-shopify-topic": topic, "x-shopify-webhook-id": id });
  };
  const open = async () => {
    await shop.stock([{ sku: "A", onHand: 10 }]);
    const settings = { channel: "web" };
    return (await shop.run(createSource, { code: codeOf(), name: "Shop", kind: "shopify", secret, settings })).code;
  };

  it("places an order once, with its payments, and cancels it even when the cancellation arrives first", async () => {
    const code = await open();
    const cancelled = await send(code, ["orders/cancelled", "w2"], { ...shopifyOrder, cancel_reason: "fraud" });
    expect(await early(cancelled.body.id)).toBe("inbound.unknown_order");
    expect(await message(cancelled.body.id)).toMatchObject({
      state: "failed",
      error: { code: "inbound.unknown_order" },
    });
    const created = await send(code, ["orders/create", "w1"], shopifyOrder);
    await work(created.body.id);
    const again = await send(code, ["orders/create", "w3"], shopifyOrder);
    await work(again.body.id);
    const [placed, ...more] = await orders();
    expect(more).toEqual([]);
    expect(placed).toMatchObject({
      externalId: "#9999",
      currency: "GBP",
      customer: { name: "Jon Doe", email: "jon@example.com" },
      shippingAddress: { line1: "1 High Street", postalCode: "N1 1AA", country: "GB" },
      tags: ["vip", "gift"],
      totals: { subtotal: 2468, shipping: 550, discount: 100, total: 2918, paid: 2918, due: 0 },
    });
    await work(cancelled.body.id);
    expect((await orders())[0]).toMatchObject({ status: "cancelled" });
    expect(await message(cancelled.body.id)).toMatchObject({ state: "processed", result: { label: placed?.number } });
  });

  it("rejects replays: under another id, under another topic, or when old", async () => {
    const code = await open();
    const created = await send(code, ["orders/create", "w1"], shopifyOrder);
    await work(created.body.id);
    const again = await send(code, ["orders/create", "w2"], shopifyOrder);
    expect(again).toMatchObject({ status: 200, body: { id: created.body.id, duplicate: true } });
    const twisted = await send(code, ["orders/cancelled", "w3"], shopifyOrder);
    expect(twisted).toMatchObject({ status: 400, body: { code: "inbound.contradictory" } });
    const gone = { ...shopifyOrder, name: "#9998", cancelled_at: "2026-11-28T10:00:00Z" };
    const revived = await send(code, ["orders/create", "w4"], gone);
    expect(revived).toMatchObject({ status: 400, body: { code: "inbound.contradictory" } });
    const old = new Date(Date.now() - 8 * 86_400_000).toISOString();
    const late = await send(code, ["orders/create", "w5"], { ...shopifyOrder, name: "#9997", updated_at: old });
    expect(late).toMatchObject({ status: 401, body: { code: "inbound.stale_signature" } });
    const placed = await orders();
    expect(placed.map(({ externalId, status }) => [externalId, status])).toEqual([["#9999", "processing"]]);
  });

  it("names the line without a SKU, and ignores irrelevant topics", async () => {
    const code = await open();
    const nameless = { ...shopifyOrder, line_items: [{ title: "Mug", quantity: 1, price: "1.00" }] };
    const { body } = await send(code, ["orders/create", "a"], nameless);
    await work(body.id);
    expect(await message(body.id)).toMatchObject({
      state: "failed",
      error: { errors: [{ pointer: "/line_items/0/sku" }] },
    });
    const updated = await send(code, ["orders/updated", "b"], shopifyOrder);
    await work(updated.body.id);
    expect(await message(updated.body.id)).toMatchObject({ state: "ignored", error: { code: "inbound.ignored" } });
  });
});

describe("Stripe", () => {
  const secret = "whsec_stripe_test_secret";
  const { webhooks } = new Stripe("sk_test_1");
  const open = async () => {
    await shop.stock([{ sku: "A", price: 1000 }]);
    const { code } = await shop.run(createSource, { code: codeOf(), name: "Stripe", kind: "stripe", secret });
    const placed = (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 2 }] })).order;
    return { code, placed };
  };
  const send = async (code: string, [id, type]: readonly [string, string], object: object) => {
    const payload = JSON.stringify({ id, object: "event", type, data: { object } });
    const header = webhooks.generateTestHeaderString({ payload, secret });
    const { body } = await post(code, payload, { "stripe-signature": header });
    return body.id;
  };
  const intent = (orderId: string, more: object) => ({
    id: "pi_1",
    object: "payment_intent",
    amount: 2000,
    currency: "gbp",
    metadata: { orderId },
    ...more,
  });
  const charge = {
    id: "ch_1",
    amount: 2000,
    amount_captured: 2000,
    currency: "gbp",
    payment_intent: "pi_1",
    metadata: {},
  };

  it("updates the ledger once, in any order of its events", async () => {
    const { code, placed } = await open();
    const refund = await send(code, ["evt_3", "charge.refunded"], { ...charge, amount_refunded: 500 });
    expect(await early(refund)).toBe("inbound.unknown_order");
    const paid = await send(code, ["evt_2", "payment_intent.succeeded"], intent(placed.id, { amount_received: 2000 }));
    const held = await send(
      code,
      ["evt_1", "payment_intent.amount_capturable_updated"],
      intent(placed.id, { amount_received: 0, amount_capturable: 2000 }),
    );
    for (const id of [paid, refund, held, paid]) await work(id);
    const replayed = await send(
      code,
      ["evt_9", "payment_intent.succeeded"],
      intent(placed.id, { amount_received: 2000 }),
    );
    await work(replayed);
    const after = await shop.run(getOrder, { id: placed.id });
    expect(after.totals).toMatchObject({ total: 2000, paid: 2000, refunded: 500 });
    expect(after.payments).toMatchObject([
      { method: "stripe", captured: 2000, refunded: 500, state: "partially_refunded" },
    ]);
  });

  it("records a declined payment, and a later success", async () => {
    const { code, placed } = await open();
    const declined = { last_payment_error: { decline_code: "insufficient_funds", message: "No money." } };
    await work(await send(code, ["e1", "payment_intent.payment_failed"], intent(placed.number, declined)));
    expect((await shop.run(getOrder, { id: placed.id })).payments).toMatchObject([{ state: "failed" }]);
    await work(await send(code, ["e2", "payment_intent.succeeded"], intent(placed.id, { amount_received: 2000 })));
    await work(await send(code, ["e0", "payment_intent.payment_failed"], intent(placed.id, declined)));
    expect(await shop.run(getOrder, { id: placed.id })).toMatchObject({
      paymentStatus: "paid",
      payments: [{ captured: 2000 }],
    });
    const other = await send(code, ["e4", "customer.created"], { id: "cus_1" });
    await work(other);
    expect(await message(other)).toMatchObject({ state: "ignored" });
  });
});

describe("a carrier", () => {
  const secret = "carrier secret".replace(" ", "-");
  const send = async (code: string, id: string, result: object) => {
    const body = JSON.stringify({ id, object: "Event", description: "tracker.updated", result });
    const mac = createHmac("sha256", secret).update(body).digest("hex");
    return (await post(code, body, { "x-hmac-signature": `hmac-sha256-hex=${mac}` })).body.id;
  };

  it("moves a shipment forward only, and retries until the shipment exists", async () => {
    await shop.stock([{ sku: "A" }]);
    const { code } = await shop.run(createSource, { code: codeOf(), name: "EasyPost", kind: "carrier", secret });
    const tracker = {
      object: "Tracker",
      tracking_code: "EZ1",
      carrier: "UPS",
      public_url: "https://track.example/EZ1",
    };
    const moving = await send(code, "e1", { ...tracker, status: "in_transit" });
    expect(await early(moving)).toBe("shipment.unknown_tracking_number");
    const { id } = (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] })).order;
    await shop.run(createShipment, { orderId: id, carrier: "UPS", trackingNumber: "EZ1" });
    await work(await send(code, "e3", { ...tracker, status: "delivered" }));
    await work(moving);
    expect(await message(moving)).toMatchObject({ state: "processed" });
    expect(await shop.run(getOrder, { id })).toMatchObject({
      status: "delivered",
      shipments: [{ status: "delivered", trackingUrl: "https://track.example/EZ1" }],
    });
    const label = await send(code, "e4", { ...tracker, status: "pre_transit" });
    await work(label);
    expect(await message(label)).toMatchObject({ state: "ignored" });
  });
});
