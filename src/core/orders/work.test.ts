import { array, assert, asyncProperty, boolean, constantFrom, integer, oneof, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { updateChannel } from "../channels/index.ts";
import { draftOrder } from "../drafts/index.ts";
import { createShipment } from "../fulfillment/index.ts";
import { overview } from "../home/index.ts";
import { adjustStock } from "../inventory/index.ts";
import type { OrderWork } from "../order/list-schemas.ts";
import { answerPayment, refundPayment } from "../payments/index.ts";
import { cancelOrder, getOrder, holdOrder, listOrders, pageOrders, placeOrder, releaseOrder } from "./index.ts";

let now = new Date();
const shop = testShop();

const paid = { payment: { method: "manual" } };
const place = async (more: object = {}, sku = "A") =>
  (await shop.run(placeOrder, { channel: "web", lines: [{ sku, quantity: 2 }], ...more })).order.id;

/** An order with an authorised, uncaptured payment. */
async function authorised(channel: string): Promise<string> {
  const id = await place({ channel, payment: { method: "test", capture: false } });
  const [asked] = await shop.hub.db.sql<{ paymentId: string; intentId: string }[]>`
    select payment_id as "paymentId", intent_id as "intentId" from payment_events where order_id = ${id}`;
  await shop.run(answerPayment, { orderId: id, ...asked, outcome: "succeeded" });
  return id;
}

const ids = async (work: OrderWork) => (await shop.run(listOrders, { work })).data.map(({ id }) => id);

async function openShop(): Promise<void> {
  now = new Date();
  Object.assign(shop.hub, { clock: () => now });
  await shop.stock([{ sku: "A" }, { sku: "B", onHand: 3, allowBackorder: true }]);
}

describe("an order is to ship", () => {
  it("once it is paid, and not before", async () => {
    await openShop();
    const [unpaid, there] = [await place(), await place(paid)];
    expect([await ids("to_ship"), await ids("unpaid")]).toEqual([[there], [unpaid]]);
  });

  it("once authorised, where its channel allows it; a change of the setting applies at once to all its orders", async () => {
    await openShop();
    const [web, pos] = [await authorised("web"), await authorised("pos")];
    expect([await ids("to_ship"), await ids("unpaid")]).toEqual([[], []]);
    await shop.run(updateChannel, { code: "web", shipAuthorized: true });
    expect(await ids("to_ship")).toEqual([web]);
    await shop.run(updateChannel, { code: "web", shipAuthorized: false });
    await shop.run(updateChannel, { code: "pos", shipAuthorized: true });
    expect(await ids("to_ship")).toEqual([pos]);
  });

  it("while it has no hold", async () => {
    await openShop();
    const id = await place(paid);
    await shop.run(holdOrder, { id, reason: "manual" });
    expect([await ids("to_ship"), await ids("held")]).toEqual([[], [id]]);
    await shop.run(releaseOrder, { id });
    expect([await ids("to_ship"), await ids("held")]).toEqual([[id], []]);
  });

  it("while all its units are in stock, as counts and receipts change", async () => {
    await openShop();
    const [first, second] = [await place(paid, "B"), await place(paid, "B")];
    expect(await ids("to_ship")).toEqual([first]);
    await shop.run(adjustStock, { sku: "B", location: "main", delta: 1, reason: "receipt" });
    expect(await ids("to_ship")).toEqual([second, first]);
    await shop.run(adjustStock, { sku: "B", location: "main", delta: -1, reason: "loss" });
    expect(await ids("to_ship")).toEqual([first]);
  });

  it("until the last uncancelled unit is shipped", async () => {
    await openShop();
    const id = await place(paid);
    const [line] = (await shop.run(getOrder, { id })).lines;
    await shop.run(createShipment, { orderId: id, lines: [{ id: line?.id, quantity: 1 }] });
    expect(await ids("to_ship")).toEqual([id]);
    await shop.run(cancelOrder, { id, reason: "no more wanted" });
    expect(await ids("to_ship")).toEqual([]);
  });

  it("after a partial goodwill refund, but not after a full refund", async () => {
    await openShop();
    const [some, all] = [await place(paid), await place(paid)];
    await shop.run(refundPayment, { orderId: some, amount: 100, reason: "goodwill" });
    await shop.run(refundPayment, { orderId: all, amount: 590, reason: "fraud" });
    expect(await ids("to_ship")).toEqual([some]);
  });

  it("late after two days", async () => {
    await openShop();
    const id = await place(paid);
    expect(await ids("late")).toEqual([]);
    now = new Date(now.getTime() + 2 * 86_400_000 + 1000);
    expect(await ids("late")).toEqual([id]);
  });
});

const works = ["to_ship", "late", "held", "unpaid"] as const;
const step = oneof(
  record({
    do: constantFrom("place"),
    sku: constantFrom("A", "B"),
    paid: boolean(),
    days: integer({ min: 0, max: 4 }),
  }),
  record({ do: constantFrom("ship", "cancel", "hold", "release", "draft"), at: integer({ min: 0, max: 9 }) }),
  record({ do: constantFrom("adjust"), delta: integer({ min: -3, max: 3 }).filter((n) => n !== 0) }),
);

/** Rejections do not matter here. */
async function take(
  each: { do: string; sku?: string; paid?: boolean; days?: number; at?: number; delta?: number },
  known: string[],
) {
  const id = known[(each.at ?? 0) % Math.max(1, known.length)];
  if (each.do === "draft") return shop.run(draftOrder, { channel: "phone", lines: [{ sku: "A", quantity: 1 }] });
  if (each.do === "adjust")
    return shop.run(adjustStock, { sku: "B", location: "main", delta: each.delta, reason: "count" });
  if (each.do === "place") {
    const today = now;
    now = new Date(today.getTime() - (each.days ?? 0) * 86_400_000);
    const placed = await place(each.paid === true ? paid : {}, each.sku).finally(() => {
      now = today;
    });
    return known.push(placed);
  }
  if (each.do === "ship") return shop.run(createShipment, { orderId: id });
  if (each.do === "cancel") return shop.run(cancelOrder, { id, reason: "model" });
  return each.do === "hold" ? shop.run(holdOrder, { id, reason: "manual" }) : shop.run(releaseOrder, { id });
}

describe("a tile's count equals its list", () => {
  it(
    "after random histories, in every list, by cursor and by page, and with other filters",
    { timeout: 60_000 },
    async () => {
      const property = asyncProperty(array(step, { minLength: 8, maxLength: 24 }), async (history) => {
        await shop.enter();
        await openShop();
        const known: string[] = [];
        for (const each of history) await take(each, known).catch(() => undefined);
        const { counts } = await shop.run(overview, {});
        const listed = await Promise.all(works.map(async (work) => (await ids(work)).length));
        const paged = await Promise.all(
          works.map(async (work) => (await shop.run(pageOrders, { work })).pagination.total),
        );
        const filtered = await Promise.all(
          works.map(async (work) => (await shop.run(listOrders, { work, channel: "web,pos", q: "A B" })).data.length),
        );
        expect([counts.toShip, counts.late, counts.held, counts.unpaid]).toEqual(listed);
        expect(paged).toEqual(listed);
        expect(filtered.every((count, index) => count <= (listed[index] ?? 0))).toBe(true);
        await shop.audit();
      });
      await assert(property, { numRuns: 6, seed: 3 });
    },
  );
});
