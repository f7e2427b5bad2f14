import { describe, expect, it } from "vitest";
import { cancelOrder, getOrder, placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { allocateFreed } from "./allocate-freed.ts";

const shop = testShop();
const log = { info: () => {}, warn: () => {}, error: () => {} };

describe("freed stock", () => {
  it("is allocated to the longest-waiting order once a cancellation frees it", async () => {
    await shop.stock([{ sku: "A", onHand: 2, allowBackorder: true }]);
    const order = { channel: "web", lines: [{ sku: "A", quantity: 2 }] };
    const first = (await shop.run(placeOrder, order)).order;
    const waiting = (await shop.run(placeOrder, order)).order;
    expect(waiting.reservations).toMatchObject([{ quantity: 2, backorder: true }]);
    await shop.run(cancelOrder, { id: first.id, reason: "customer" });
    const signal = new AbortController().signal;
    await allocateFreed.run({ hub: shop.hub, log, signal }, { tenantId: shop.actor.tenantId, lines: [{ sku: "A" }] });
    const { output } = await execute(shop.hub, shop.actor, getOrder, { id: waiting.id });
    expect(output.reservations).toMatchObject([{ quantity: 2, backorder: false }]);
  });
});
