import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { placeOrder } from "../orders/place-order.ts";
import { execute } from "../runtime/execute.ts";
import { adjustStock, allocateStock, configureLevel, listLevels, listMovements } from "./index.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

const place = async (sku: string, quantity: number, at = hub) =>
  (await execute(at, actor, placeOrder, { channel: "web", lines: [{ sku, quantity }] })).output.order;
const adjust = async (delta: number, more: object = {}, at = hub) =>
  (await execute(at, actor, adjustStock, { sku: "A", location: "main", delta, reason: "count", ...more })).output;

async function orderOf(id: string) {
  const [row] = await hub.db.sql<{ onHold: boolean; version: number; waiting: number; holds: number }[]>`
    select o.on_hold as "onHold", o.version,
      (select coalesce(sum(quantity), 0)::int from reservations r where r.order_id = o.id and r.status = 'active' and r.backorder) as waiting,
      (select count(*)::int from holds h where h.order_id = o.id and h.reason = 'stock' and h.released_at is null) as holds
    from orders o where o.tenant_id = ${actor.tenantId} and o.id = ${id}`;
  return row;
}

/** Mismatches between ledgers and cached sums; there must be none. */
async function disagreements() {
  return hub.db.sql`
    with sums as (
      select sl.id, sl.on_hand, sl.reserved, sl.backordered,
        (select coalesce(sum(quantity), 0)::int from stock_movements m where m.variant_id = sl.variant_id and m.location_id = sl.location_id) as moved,
        (select coalesce(sum(quantity) filter (where not backorder), 0)::int from reservations r where r.variant_id = sl.variant_id and r.location_id = sl.location_id and status = 'active') as covered,
        (select coalesce(sum(quantity) filter (where backorder), 0)::int from reservations r where r.variant_id = sl.variant_id and r.location_id = sl.location_id and status = 'active') as waiting
      from stock_levels sl where sl.tenant_id = ${actor.tenantId}
    ) select * from sums where on_hand <> moved or reserved <> covered or backordered <> waiting or reserved > on_hand`;
}

async function eventTypes(): Promise<Record<string, number>> {
  const rows = await hub.db.sql<{ type: string; count: number }[]>`
    select type, count(*)::int as count from events where tenant_id = ${actor.tenantId} group by type`;
  return Object.fromEntries(rows.map((row) => [row.type, row.count]));
}

describe("adjusting stock", () => {
  it("books a receipt and emits the level and its movement", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 5 }]);
    const level = await adjust(10, { reason: "receipt", reference: "DN-7" });
    expect(level).toMatchObject({ sku: "A", location: "main", onHand: 15, available: 15 });
    const { output } = await execute(hub, actor, listMovements, { sku: "A" });
    expect(output.data).toMatchObject([
      { type: "receipt", quantity: 10, onHandAfter: 15, reference: "DN-7" },
      { type: "opening", quantity: 5 },
    ]);
  });

  it("rejects a negative level, and an unknown article or location", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 5 }]);
    await expect(adjust(-6)).rejects.toMatchObject({ kind: "conflict", code: "inventory.negative_stock" });
    await expect(adjust(1, { location: "moon" })).rejects.toMatchObject({ code: "inventory.unknown_level" });
    await expect(adjust(0)).rejects.toMatchObject({ kind: "invalid" });
    expect(await adjust(-5)).toMatchObject({ onHand: 0 });
  });

  it("loses none of 200 concurrent adjustments in two processes", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 0 }]);
    await Promise.all(Array.from({ length: 200 }, (_, i) => adjust(i % 3 === 0 ? 2 : 1, {}, i % 2 ? hub : rival)));
    const { output } = await execute(hub, actor, listLevels, { sku: "A" });
    expect(output.data).toMatchObject([{ onHand: 267 }]);
    expect(await disagreements()).toEqual([]);
  });
});

describe("when less is on hand than is reserved", () => {
  it("backorders the newest orders, puts them on hold, and emits events", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 10 }]);
    const [first, second, third] = [await place("A", 4), await place("A", 4), await place("A", 2)];
    expect(await adjust(-5)).toMatchObject({ onHand: 5, reserved: 5, backordered: 5, available: 0 });
    expect(await orderOf(first.id)).toEqual({ onHold: false, version: 1, waiting: 0, holds: 0 });
    expect(await orderOf(second.id)).toEqual({ onHold: true, version: 2, waiting: 3, holds: 1 });
    expect(await orderOf(third.id)).toEqual({ onHold: true, version: 2, waiting: 2, holds: 1 });
    const [short] = await hub.db.sql<{ data: unknown }[]>`
      select data from events where tenant_id = ${actor.tenantId} and type = 'stock.short'`;
    expect(short?.data).toMatchObject({ sku: "A", missing: 5, orders: [third.id, second.id] });
    expect(await eventTypes()).toMatchObject({ "order.held": 2, "stock.short": 1 });
    expect(await disagreements()).toEqual([]);
  });

  it("allocates new stock to the oldest orders first, and releases their stock holds", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 10 }]);
    const [first, second] = [await place("A", 6), await place("A", 4)];
    await adjust(-10);
    expect(await orderOf(first.id)).toMatchObject({ onHold: true, waiting: 6 });
    await adjust(7, { reason: "receipt" });
    expect(await orderOf(first.id)).toEqual({ onHold: false, version: 3, waiting: 0, holds: 0 });
    expect(await orderOf(second.id)).toEqual({ onHold: true, version: 3, waiting: 3, holds: 1 });
    await adjust(3, { reason: "receipt" });
    expect(await orderOf(second.id)).toMatchObject({ onHold: false, waiting: 0, holds: 0 });
    expect(await eventTypes()).toMatchObject({ "order.held": 2, "order.released": 2, "order.updated": 1 });
    expect(await disagreements()).toEqual([]);
  });

  it("does not release another reason's hold", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 5 }]);
    const order = await place("A", 5);
    await adjust(-5);
    await hub.db.sql`
      insert into holds (tenant_id, id, order_id, reason, placed_by, placed_at)
      values (${actor.tenantId}, gen_random_uuid(), ${order.id}, 'fraud', 'test', now())`;
    await adjust(5);
    expect(await orderOf(order.id)).toMatchObject({ onHold: true, waiting: 0, holds: 0 });
    expect(await eventTypes()).not.toHaveProperty("order.released");
  });

  it("releases an order only once all its articles are covered", async () => {
    await addArticles(hub, actor, [
      { sku: "A", onHand: 5 },
      { sku: "B", onHand: 5 },
    ]);
    const lines = [
      { sku: "A", quantity: 5 },
      { sku: "B", quantity: 5 },
    ];
    const { output } = await execute(hub, actor, placeOrder, { channel: "web", lines });
    await adjust(-5);
    await adjust(-5, { sku: "B" });
    await adjust(5);
    expect(await orderOf(output.order.id)).toMatchObject({ onHold: true, waiting: 5, holds: 1 });
    await adjust(5, { sku: "B" });
    expect(await orderOf(output.order.id)).toMatchObject({ onHold: false, waiting: 0, holds: 0 });
  });

  it("includes an order placed between prediction and lock", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 10 }]);
    await place("A", 5);
    let late: string | undefined;
    hub.race = async (point) => {
      if (point !== "inventory.adjust:read" || late !== undefined) return;
      late = "placing";
      late = (await place("A", 5, rival)).id;
    };
    try {
      await adjust(-3);
    } finally {
      hub.race = undefined;
    }
    expect(await orderOf(late ?? "")).toMatchObject({ onHold: true, waiting: 3 });
    expect(await disagreements()).toEqual([]);
  });

  it("keeps every ledger consistent under concurrent orders, losses and receipts", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 60 }]);
    const work = Array.from({ length: 120 }, (_, i) => {
      const at = i % 2 ? hub : rival;
      if (i % 3 === 0) return adjust(-((i % 4) + 1), { reason: "loss" }, at);
      if (i % 5 === 0) return adjust(4, { reason: "receipt" }, at);
      return place("A", (i % 2) + 1, at);
    });
    const settled = await Promise.allSettled(work);
    const unexpected = settled.flatMap((each) =>
      each.status === "rejected" && each.reason.kind !== "conflict" ? [each.reason] : [],
    );
    expect(unexpected).toEqual([]);
    expect(await disagreements()).toEqual([]);
    const [wrong] = await hub.db.sql`
      select count(*)::int as count from orders o where o.tenant_id = ${actor.tenantId} and o.on_hold <> exists (
        select from reservations r where r.order_id = o.id and r.status = 'active' and r.backorder)`;
    expect(wrong).toEqual({ count: 0 });
  });

  it("matches a plain model over random histories", async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("adjust" as const),
        units: fc.integer({ min: -8, max: 8 }).filter((n) => n !== 0),
      }),
      fc.record({ kind: fc.constant("place" as const), units: fc.integer({ min: 1, max: 6 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (history) => {
        actor = await createTestTenant(hub);
        await addArticles(hub, actor, [{ sku: "A", onHand: 10 }]);
        const orders: { id: string; units: number }[] = [];
        let onHand = 10;
        for (const { kind, units } of history) {
          if (kind === "place") {
            const done = await place("A", units).catch(() => undefined);
            if (done !== undefined) orders.push({ id: done.id, units });
          } else if (await adjust(units).catch(() => undefined)) onHand += units;
        }
        let left = onHand; // the oldest orders are covered first
        for (const { id, units } of orders) {
          const waiting = Math.max(0, units - left);
          left = Math.max(0, left - units);
          expect(await orderOf(id)).toMatchObject({ waiting, onHold: waiting > 0 });
        }
        expect(await disagreements()).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe("safety stock", () => {
  it("lowers what is available, and lowering it allocates the freed units", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 10, allowBackorder: true }]);
    const configure = async (more: object) =>
      (await execute(hub, actor, configureLevel, { sku: "A", location: "main", ...more })).output;
    expect(await configure({ safetyStock: 4 })).toMatchObject({ available: 6, safetyStock: 4, allowBackorder: true });
    const order = await place("A", 8);
    expect(await orderOf(order.id)).toMatchObject({ waiting: 2 });
    expect(await configure({ safetyStock: 0, allowBackorder: false })).toMatchObject({ available: 2, reserved: 8 });
    expect(await orderOf(order.id)).toMatchObject({ waiting: 0 });
  });

  it("allocates stock freed by another command", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 2, allowBackorder: true }]);
    const order = await place("A", 5);
    await hub.db.sql`update stock_levels set on_hand = 5 where tenant_id = ${actor.tenantId}`;
    const { output } = await execute(hub, actor, allocateStock, { sku: "A", location: "main" });
    expect(output).toMatchObject({ reserved: 5, backordered: 0 });
    expect(await orderOf(order.id)).toMatchObject({ waiting: 0 });
  });
});

describe("listing stock", () => {
  it("pages by SKU, filters, and treats only stocked articles as low", async () => {
    await addArticles(hub, actor, [
      { sku: "C", onHand: 3 },
      { sku: "A", onHand: 2 },
      { sku: "B", onHand: 0 },
    ]);
    await place("A", 2);
    const first = await execute(hub, actor, listLevels, { limit: 2 });
    expect(first.output.data.map((level) => level.sku)).toEqual(["A", "B"]);
    const rest = await execute(hub, actor, listLevels, { limit: 2, cursor: first.output.nextCursor });
    expect(rest.output).toMatchObject({ data: [{ sku: "C" }], nextCursor: null });
    const low = await execute(hub, actor, listLevels, { low: true });
    expect(low.output.data).toMatchObject([{ sku: "A", available: 0 }]);
    expect((await execute(hub, actor, listLevels, { q: "c", location: "main" })).output.data).toHaveLength(1);
  });
});
