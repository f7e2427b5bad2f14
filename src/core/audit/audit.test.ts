import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addArticles } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/hub.ts";
import { execute } from "../execute.ts";
import { createShipment } from "../fulfillment/index.ts";
import { adjustStock } from "../inventory/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { cancelOrder, placeOrder } from "../orders/index.ts";
import { refundPayment } from "../payments/index.ts";
import { auditAll, auditTenant, runAudit } from "./index.ts";

let database: TestDatabase;
let hub: TestHub;
let actor: Actor;

/** A shop where something of everything has happened. */
async function busyTenant(): Promise<Actor> {
  const shop = await createTestTenant(hub);
  const run = async (sku: string, more: object = {}) => {
    const input = { channel: "web", lines: [{ sku, quantity: 2 }], payment: { method: "manual" }, ...more };
    return (await execute(hub, shop, placeOrder, input)).output.order;
  };
  await addArticles(hub, shop, [{ sku: "A" }, { sku: "B", onHand: 3 }]);
  const shipped = await run("A", { externalId: "X-1", shippingTotal: 400 });
  await execute(hub, shop, createShipment, { orderId: shipped.id });
  const refunded = await run("A", { discountTotal: 100 });
  await execute(hub, shop, cancelOrder, { id: refunded.id, reason: "changed their mind" });
  await execute(hub, shop, refundPayment, { orderId: refunded.id, amount: 100, reason: "goodwill" });
  await run("A", { payment: { method: "test" }, externalId: "X-2" });
  await run("B");
  await execute(hub, shop, adjustStock, { sku: "B", location: "main", delta: -2, reason: "damage" });
  await hub.relay();
  return shop;
}

beforeAll(async () => {
  database = await createTestDatabase();
  hub = createTestHub(database.url);
  const guards = await hub.db.sql<{ table: string; name: string }[]>`
    select conrelid::regclass::text as table, conname as name from pg_constraint
    where contype = 'c' and connamespace = 'public'::regnamespace`;
  actor = await busyTenant();
  for (const { table, name } of guards) await hub.db.sql.unsafe(`alter table ${table} drop constraint "${name}"`);
  await hub.db.sql.unsafe("drop index orders_external, payment_events_asked, payment_events_answered, events_sequence");
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const broken = async (shop: Actor) =>
  (await auditTenant(hub.db.read(shop.tenantId))).checks.filter((check) => !check.ok);

describe("the audit", () => {
  it("finds nothing in a shop where something of everything has happened, and says how much it looked at", async () => {
    const { output } = await execute(hub, actor, runAudit, {});
    expect(output.checks.filter((check) => !check.ok)).toEqual([]);
    expect(output.ok).toBe(true);
    const counts = Object.fromEntries(output.checks.map(({ name, checked }) => [name, checked]));
    expect(counts).toMatchObject({ "stock.reserved": 2, "order.statuses": 4, "payment.ledger": 4 });
  });

  it.each([
    ["stock.reserved", "update stock_levels set reserved = reserved + 1 where tenant_id = $1 and reserved > 0"],
    ["stock.backordered", "update stock_levels set backordered = 9 where tenant_id = $1"],
    ["stock.on_hand", "update stock_movements set quantity = quantity + 1 where tenant_id = $1 and type = 'opening'"],
    ["stock.no_oversell", "update stock_levels set on_hand = reserved - 1 where tenant_id = $1 and reserved > 0"],
    ["stock.everywhere", "delete from stock_levels where tenant_id = $1"],
    ["reservation.has_its_place", "update reservations set order_line_id = gen_random_uuid() where tenant_id = $1"],
    ["order.statuses", "update orders set status = 'delivered' where tenant_id = $1 and status = 'pending'"],
    ["order.statuses", "update holds set released_at = now() where tenant_id = $1"],
    ["order.totals", "update orders set total = total + 1 where tenant_id = $1"],
    ["order.totals", "update order_lines set unit_price = unit_price + 1 where tenant_id = $1"],
    ["order.ready", "update orders set ready = 'paid' where tenant_id = $1 and ready is null"],
    ["order.counts", "update orders set unit_count = 7 where tenant_id = $1"],
    ["order.money", "update orders set paid = paid - 1 where tenant_id = $1 and paid > 0"],
    ["order.once", "update orders set external_id = 'X-1' where tenant_id = $1 and external_id = 'X-2'"],
    ["payment.ledger", "delete from payment_events where tenant_id = $1 and type = 'refund' and outcome = 'succeeded'"],
    ["payment.ledger", "update payments set capture_pending = 0 where tenant_id = $1"],
    ["payment.bounds", "update payments set captured = amount + 1 where tenant_id = $1"],
    ["line.shipped", "update order_lines set shipped = 1 where tenant_id = $1 and shipped = 2"],
    ["line.shipped", "update shipments set status = 'cancelled' where tenant_id = $1"],
    ["line.reserved", "update reservations set status = 'released' where tenant_id = $1 and status = 'active'"],
    ["line.reserved", "update order_lines set cancelled = quantity where tenant_id = $1 and fulfilled = 0"],
    ["event.sequence", "update events set sequence = sequence + 1 where tenant_id = $1 and type = 'order.placed'"],
    [
      "event.relayed",
      "insert into feed (position, tenant_id, n, at) select nextval('feed_positions'), tenant_id, max(n), now() - interval '2 minutes' from events where tenant_id = $1 group by 2",
    ],
  ])("names %s", async (name, plant) => {
    const shop = await busyTenant();
    if (name === "event.relayed")
      await hub.db.sql`insert into outbox select min(n) from events where tenant_id = ${shop.tenantId}`;
    await hub.db.sql.unsafe(plant, [shop.tenantId]);
    const found = (await broken(shop)).find((check) => check.name === name);
    expect(found?.violations[0]).toMatchObject({ id: expect.any(String) });
    expect(await broken(actor)).toEqual([]);
    await hub.db.sql`delete from outbox`;
  });

  it("goes through all tenants and says whose books are wrong", async () => {
    const shop = await busyTenant();
    await hub.db.sql`update stock_levels set reserved = 99 where tenant_id = ${shop.tenantId}`;
    const all = await auditAll(hub.db);
    expect(all.ok).toBe(false);
    expect(all.tenants.find((each) => each.tenantId === actor.tenantId)?.ok).toBe(true);
    expect(all.tenants.find((each) => each.tenantId === shop.tenantId)?.ok).toBe(false);
  });

  it("goes page by page through more rows than fit in one", async () => {
    const shop = await createTestTenant(hub);
    await addArticles(
      hub,
      shop,
      Array.from({ length: 4500 }, (_, i) => ({ sku: `S${i}` })),
    );
    await hub.db.sql`
      update stock_levels set on_hand = 7 where tenant_id = ${shop.tenantId} and id = (
        select max(id::text)::uuid from stock_levels where tenant_id = ${shop.tenantId})`;
    const [wrong, ...others] = await broken(shop);
    expect(wrong).toMatchObject({ name: "stock.on_hand", checked: 4500, violations: [{ onHand: 7, movements: 100 }] });
    expect(others).toEqual([]);
  });
});
