import { beforeAll, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { createShipment } from "../fulfillment/index.ts";
import { adjustStock } from "../inventory/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { cancelOrder, placeOrder } from "../orders/index.ts";
import { refundPayment } from "../payments/index.ts";
import { execute } from "../runtime/execute.ts";
import { auditAll, auditTenant, runAudit } from "./index.ts";

const hub = testHub();
let actor: Actor;

/** A tenant with data of every kind. */
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
  const byLine = await run("A", {
    discountTotal: 101,
    lines: [
      { sku: "A", quantity: 3 },
      { sku: "A", quantity: 2 },
    ],
  });
  const [line, other] = byLine.lines.map(({ id }) => id);
  await execute(hub, shop, cancelOrder, { id: byLine.id, reason: "fewer", lines: [{ id: line, quantity: 1 }] });
  const units = [
    { id: line, quantity: 2 },
    { id: other, quantity: 1 },
  ];
  await execute(hub, shop, refundPayment, { orderId: byLine.id, lines: units, reason: "broken" });
  await run("A", { payment: { method: "test" }, externalId: "X-2" });
  await run("B");
  await execute(hub, shop, adjustStock, { sku: "B", location: "main", delta: -2, reason: "damage" });
  await hub.relay();
  return shop;
}

beforeAll(async () => {
  const guards = await hub.db.sql<{ table: string; name: string }[]>`
    select conrelid::regclass::text as table, conname as name from pg_constraint
    where contype = 'c' and connamespace = 'public'::regnamespace`;
  actor = await busyTenant();
  for (const { table, name } of guards) await hub.db.sql.unsafe(`alter table ${table} drop constraint "${name}"`);
  await hub.db.sql.unsafe("drop index orders_external, payment_events_asked, payment_events_answered, events_sequence");
});

const broken = async (shop: Actor) =>
  (await auditTenant(hub.db.read(shop.tenantId))).checks.filter((check) => !check.ok);

describe("audit", () => {
  it("finds no violation in a tenant with data of every kind, and reports how many rows it checked", async () => {
    const { output } = await execute(hub, actor, runAudit, {});
    expect(output.checks.filter((check) => !check.ok)).toEqual([]);
    expect(output.ok).toBe(true);
    const counts = Object.fromEntries(output.checks.map(({ name, checked }) => [name, checked]));
    expect(counts).toMatchObject({
      "stock.reserved": 2,
      "order.statuses": 5,
      "payment.ledger": 5,
      "line.closed": 6,
      "refund.lines": 2,
    });
  });

  it.each([
    ["stock.reserved", "update stock_levels set reserved = reserved + 1 where tenant_id = $1 and reserved > 0"],
    ["stock.backordered", "update stock_levels set backordered = 9 where tenant_id = $1"],
    ["stock.on_hand", "update stock_movements set quantity = quantity + 1 where tenant_id = $1 and type = 'opening'"],
    ["stock.no_oversell", "update stock_levels set on_hand = reserved - 1 where tenant_id = $1 and reserved > 0"],
    ["stock.everywhere", "delete from stock_levels where tenant_id = $1"],
    ["reservation.has_its_place", "update reservations set order_line_id = gen_random_uuid() where tenant_id = $1"],
    ["order.statuses", "update orders set status = 'delivered' where tenant_id = $1 and status = 'pending'"],
    ["order.statuses", "update orders set payment_status = 'paid' where tenant_id = $1 and refunded > 0"],
    ["order.statuses", "update orders set fulfillment_status = 'returned' where tenant_id = $1"],
    ["order.statuses", "update holds set released_at = now() where tenant_id = $1"],
    ["order.totals", "update orders set total = total + 1 where tenant_id = $1"],
    ["order.ready", "update orders set ready = 'paid' where tenant_id = $1 and ready is null"],
    ["order.totals", "update orders set discount = discount - 1 where tenant_id = $1 and discount > 0"],
    ["order.totals", "update orders set tax = tax + 1 where tenant_id = $1"],
    ["order.totals", "update orders set shipping = 0 where tenant_id = $1 and shipping > 0"],
    ["order.shipping_tax", "update orders set shipping_tax_charged = shipping_tax_charged + 1 where tenant_id = $1"],
    ["order.due", "update orders set due = due - 1 where tenant_id = $1"],
    ["line.refunded", "update refund_lines set given = given - 1 where tenant_id = $1"],
    ["line.discount", "update order_lines set discount_granted = discount_granted + 1 where tenant_id = $1"],
    [
      "line.discount",
      "update order_lines set discount_granted = discount_granted + 1 - 2 * position where tenant_id = $1 and discount_granted > 0",
    ],
    ["line.discount", "update order_lines set unit_price = 2 * unit_price where tenant_id = $1 and position = 1"],
    ["line.tax", "update order_lines set tax_charged = tax_charged + 1 where tenant_id = $1"],
    ["line.tax", "update order_lines set tax_rate_bps = 2100 where tenant_id = $1"],
    ["line.kept", "update order_lines set discount = discount - 1 where tenant_id = $1 and discount > 0"],
    ["line.kept", "update order_lines set tax = tax + 1 where tenant_id = $1"],
    ["line.kept", "update order_lines set total = total + 1 where tenant_id = $1"],
    ["line.kept", "update order_lines set cancelled = cancelled + 1 where tenant_id = $1 and cancelled = 1"],
    ["line.refunded", "update order_lines set refunded_amount = refunded_amount + 1 where tenant_id = $1"],
    ["line.refunded", "update order_lines set refund_pending_quantity = 1 where tenant_id = $1"],
    ["line.refunded", "delete from refund_lines where tenant_id = $1"],
    [
      "line.refunded",
      "insert into refund_lines select tenant_id, gen_random_uuid(), order_line_id, cancelled, order_id, quantity, amount from refund_lines where tenant_id = $1",
    ],
    [
      "line.closed",
      "update order_lines set closed_quantity = 0, closed_amount = 0 where tenant_id = $1 and cancelled > 0",
    ],
    [
      "line.closed",
      "update order_lines set closed_amount = closed_amount + 1 where tenant_id = $1 and closed_quantity = 2",
    ],
    [
      "line.closed",
      "update order_lines set closed_amount = closed_amount - 9 where tenant_id = $1 and refunded_quantity = 1",
    ],
    [
      "line.closed",
      "update order_lines set closed_amount = closed_amount + 9 where tenant_id = $1 and refunded_quantity = 1",
    ],
    [
      "line.closed",
      "update order_lines set closed_quantity = 2 where tenant_id = $1 and closed_quantity = 1 and cancelled = 0",
    ],
    ["refund.lines", "update refund_lines set amount = amount + 1, given = given + 1 where tenant_id = $1"],
    ["refund.lines", "update refund_lines set given = null where tenant_id = $1"],
    ["refund.lines", "update payment_events set amount = amount - 1 where tenant_id = $1 and type = 'refund'"],
    ["order.counts", "update orders set unit_count = 7 where tenant_id = $1"],
    ["order.money", "update orders set paid = paid - 1 where tenant_id = $1 and paid > 0"],
    ["order.once", "update orders set external_id = 'X-1' where tenant_id = $1 and external_id = 'X-2'"],
    ["payment.ledger", "delete from payment_events where tenant_id = $1 and type = 'refund' and outcome = 'succeeded'"],
    ["payment.ledger", "update payments set refunded = refunded + 1 where tenant_id = $1 and refunded > 0"],
    ["payment.ledger", "update payments set capture_pending = 0 where tenant_id = $1"],
    ["payment.bounds", "update payments set refunded = captured + 1 where tenant_id = $1"],
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

  it("checks all tenants and names the tenant with violations", async () => {
    const shop = await busyTenant();
    await hub.db.sql`update stock_levels set reserved = 99 where tenant_id = ${shop.tenantId}`;
    const all = await auditAll(hub.db);
    expect(all.ok).toBe(false);
    expect(all.tenants.find((each) => each.tenantId === actor.tenantId)?.ok).toBe(true);
    expect(all.tenants.find((each) => each.tenantId === shop.tenantId)?.ok).toBe(false);
  });

  it("pages through more rows than fit in one page", async () => {
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
