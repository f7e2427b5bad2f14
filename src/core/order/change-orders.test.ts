import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import {
  getTimeline,
  holdOrder,
  listOrders,
  noteOrder,
  placeOrder,
  releaseOrder,
  updateOrder,
} from "../orders/index.ts";
import type { OrderView } from "./schemas.ts";

const shop = testShop();

async function place(more: object = {}): Promise<OrderView> {
  await shop.stock([{ sku: "A" }]);
  return (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }], ...more })).order;
}

const address = { name: "Ann", line1: "1 High Street", city: "Leeds", postalCode: "LS1", country: "GB" };

describe("updating orders", () => {
  it("emits the old and new values of changed fields, and nothing for an unchanged order", async () => {
    const { id } = await place({ tags: ["vip"] });
    const order = await shop.run(updateOrder, { id, tags: ["vip", "gift"], shippingAddress: address, notes: "" });
    expect(order).toMatchObject({ version: 2, tags: ["vip", "gift"], shippingAddress: address });
    const [event] = (await shop.run(getTimeline, { id })).data;
    expect(event).toMatchObject({
      type: "order.updated",
      data: {
        version: 2,
        changes: [
          { field: "tags", from: ["vip"], to: ["vip", "gift"] },
          { field: "shippingAddress", from: null, to: address },
        ],
      },
    });
    expect(await shop.run(updateOrder, { id, tags: ["vip", "gift"] })).toMatchObject({ version: 2 });
  });

  it("makes an order searchable by its new customer, not by the previous one", async () => {
    const { id } = await place({ customer: { email: "old@example.com", name: "Olga Old" } });
    const order = await shop.run(updateOrder, { id, customer: { email: "new@example.com", name: "Nina New" } });
    expect(order.customer).toMatchObject({ email: "new@example.com", name: "Nina New" });
    expect(order.customer?.id).not.toBeNull();
    expect((await shop.run(listOrders, { q: "nina" })).data).toHaveLength(1);
    expect((await shop.run(listOrders, { q: "new@example.com" })).data).toHaveLength(1);
    expect((await shop.run(listOrders, { q: "olga" })).data).toHaveLength(0);
  });

  it("accepts one of two writers with the same version, and rejects the other", async () => {
    const { id, version } = await place();
    const outcomes = await Promise.allSettled(
      [shop.hub, shop.rival].map((hub, i) => shop.run(updateOrder, { id, ifVersion: version, notes: `${i}` }, { hub })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { kind: "precondition_failed", details: { version: version + 1 } },
    });
  });

  it("rejects an unknown assignee, and allows unassigning", async () => {
    const { id } = await place();
    await expect(shop.run(updateOrder, { id, assigneeId: id })).rejects.toMatchObject({
      code: "order.unknown_assignee",
    });
    await expect(shop.run(updateOrder, { id, assigneeId: null })).resolves.toMatchObject({ assigneeId: null });
  });
});

describe("holding orders", () => {
  it("shows each open hold, with who placed it, until all are released", async () => {
    const { id } = await place();
    await shop.run(holdOrder, { id, reason: "fraud", until: "2030-01-01T00:00:00+02:00" });
    const held = await shop.run(holdOrder, { id, reason: "address", note: "no house number" });
    expect(held).toMatchObject({ onHold: true, version: 3 });
    expect(held.holds).toMatchObject([
      { reason: "fraud", until: "2029-12-31T22:00:00.000Z", placedBy: "test" },
      { reason: "address", note: "no house number", until: null },
    ]);
    expect((await shop.run(listOrders, { onHold: true })).data).toHaveLength(1);
    const released = await shop.run(releaseOrder, { id });
    expect(released).toMatchObject({ onHold: false, holds: [] });
    await expect(shop.run(releaseOrder, { id })).rejects.toMatchObject({ code: "order.not_on_hold" });
  });

  it("keeps a note in the timeline and leaves the order unchanged", async () => {
    const { id } = await place();
    expect(await shop.run(noteOrder, { id, text: "Called, will call back." })).toMatchObject({ version: 1 });
    const [event] = (await shop.run(getTimeline, { id })).data;
    expect(event).toMatchObject({
      type: "order.noted",
      data: { text: "Called, will call back." },
      actor: { name: "test" },
    });
  });
});
