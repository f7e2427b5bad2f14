import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTenant } from "#core/audit/index.ts";
import { createShipment } from "#core/fulfillment/index.ts";
import { overview } from "#core/home/index.ts";
import { getMessage, getSource, listMessages, retryMessage, updateSource } from "#core/inbound/index.ts";
import { processMessage } from "#core/inbound/process-message.ts";
import { adjustStock } from "#core/inventory/index.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { transports } from "#core/kernel/transports.ts";
import { PlaceOrderInput } from "#core/order/schemas.ts";
import { getOrder, listOrders, placeOrder } from "#core/orders/index.ts";
import { listRefunds } from "#core/payments/index.ts";
import { listDifferences, listReconciliations } from "#core/reconciliation/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { DeliveryPage } from "#core/webhooks/delivery-schemas.ts";
import { listDeliveries } from "#core/webhooks/index.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, type TestHub } from "#testing/fixtures/hub.ts";
import { pictures } from "./pictures.ts";
import { type Demo, seedDemo } from "./seed-demo.ts";

/** A Sunday night: the day with the fewest random orders. */
const NOW = new Date("2026-11-22T23:10:00Z");
let database: TestDatabase;
let hub: TestHub;
let demo: Demo;
let cpuMs: number;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = Object.assign(createTestHub(database.url), { clock: () => NOW });
  const before = process.cpuUsage(); // CPU time does not depend on the machine's load
  demo = await seedDemo(hub);
  const used = process.cpuUsage(before);
  cpuMs = (used.user + used.system) / 1000;
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const actor = () => systemActor(demo.tenantId, "test");

async function counted(column: string): Promise<Record<string, number>> {
  const rows = await hub.db.sql<{ value: string; count: number }[]>`
    select ${hub.db.sql(column)}::text as value, count(*)::int as count from orders where tenant_id = ${demo.tenantId} group by 1`;
  return Object.fromEntries(rows.map((row) => [row.value, row.count]));
}

describe("demo data", () => {
  it("takes less than five seconds of CPU time, and is created once", async () => {
    expect(cpuMs).toBeLessThan(5000);
    expect(await seedDemo(hub)).toEqual({ ...demo, made: false });
    const [row] = await hub.db.sql`select count(*)::int as count from orders`;
    expect(row).toEqual({ count: 600 });
  });

  it("uses only existing transports, in every event and on every order", async () => {
    const rows = await hub.db.sql<{ transport: string }[]>`
      select distinct transport from events where tenant_id = ${demo.tenantId}`;
    const told = rows.map(({ transport }) => transport);
    expect(told.filter((transport) => !transports.some((each) => each === transport))).toEqual([]);
    expect(told).toEqual(expect.arrayContaining(["rest", "trpc", "webhook", "worker"]));
  });

  it("has a partner with differing records, and its missing order can be placed", async () => {
    const { output } = await execute(hub, actor(), listReconciliations, {});
    const [compared] = output.data;
    expect(compared).toMatchObject({ status: "done", open: 3, counts: { missingHere: 1, missingThere: 1, differ: 1 } });
    const { output: page } = await execute(hub, actor(), listDifferences, { id: compared?.id });
    const lost = page.data.find(({ kind }) => kind === "missing_here");
    expect(PlaceOrderInput.safeParse(lost?.theirs?.["order"]).error).toBeUndefined();
    expect(lost).toMatchObject({ repairs: ["here"], state: "open" });
  });

  it("passes the audit", async () => {
    const { checks } = await auditTenant(hub.db.read(demo.tenantId));
    expect(checks.filter((check) => !check.ok)).toEqual([]);
  });

  it("has an order in every state", async () => {
    const statuses = ["draft", "pending", "processing", "shipped", "delivered", "cancelled"];
    expect(Object.keys(await counted("status")).toSorted()).toEqual(statuses.toSorted());
    const paid = ["unpaid", "authorized", "paid", "partially_refunded", "refunded"];
    expect(Object.keys(await counted("payment_status"))).toEqual(expect.arrayContaining(paid));
    const left = ["unfulfilled", "partially_fulfilled", "fulfilled"];
    expect(Object.keys(await counted("fulfillment_status"))).toEqual(expect.arrayContaining(left));
    const reasons = await hub.db.sql<{ reason: string }[]>`select distinct reason from holds where released_at is null`;
    expect(reasons.map((row) => row.reason)).toContain("stock");
    const [waiting] = await hub.db.sql<{ units: number }[]>`select sum(backordered)::int as units from stock_levels`;
    expect(waiting?.units).toBeGreaterThan(0);
  });

  it("has an order with one unit refunded, less its share of the discount", async () => {
    const rows = await hub.db.sql<{ id: string }[]>`
      select r.order_id as id from refund_lines r join order_lines l on l.id = r.order_line_id
      where l.discount_granted > 0 and l.quantity > 1`;
    expect(rows.length).toBeGreaterThan(0);
    const { output: order } = await execute(hub, actor(), getOrder, { id: rows[0]?.id });
    const { output: refunds } = await execute(hub, actor(), listRefunds, { orderId: order.id });
    const [line] = order.lines;
    expect(line).toMatchObject({ refunded: { quantity: 1 }, refundable: { quantity: (line?.quantity ?? 0) - 1 } });
    expect(refunds.data).toMatchObject([
      { state: "succeeded", reason: "Arrived damaged", lines: [{ id: line?.id, ...line?.refunded }] },
    ]);
    expect(line?.refunded.amount).toBeLessThan(line?.unitPrice ?? 0);
  });

  it("fills the start page", async () => {
    const { output } = await execute(hub, actor(), overview, {});
    for (const count of Object.values(output.counts)) expect(count).toBeGreaterThan(0);
    expect(output.days.filter((day) => day.orders > 0).length).toBeGreaterThan(27);
    expect(output.topArticles).toHaveLength(8);
    expect(output.activity[0]?.label).not.toBeNull();
  });

  it("has successful and failed deliveries, with their responses", async () => {
    const rows = await hub.db.sql`
      select state, count(*)::int as count, sum(attempts)::int as attempts from webhook_deliveries group by 1 order by 1`;
    expect(rows.map(({ state }) => state)).toEqual(["failed", "succeeded"]);
    const [tried] = await hub.db.sql`select count(*)::int as attempts from webhook_attempts`;
    expect(tried?.attempts).toBe(rows.reduce((sum, row) => sum + Number(row.attempts), 0));
    const { output } = await execute(hub, actor(), listDeliveries, { state: "failed" });
    expect(output.data.length).toBeGreaterThan(5);
    expect(DeliveryPage.safeParse(output).error).toBeUndefined();
  });

  it("lies entirely in the past", async () => {
    const [row] = await hub.db.sql`
      select (select count(*)::int from orders where greatest(placed_at, updated_at) > ${NOW}) as orders,
        (select count(*)::int from events where at > ${new Date(NOW.getTime() + 10_000)}) as events,
        (select count(*)::int from outbox) as waiting`;
    expect(row).toEqual({ orders: 0, events: 0, waiting: 0 });
  });

  it("is behind every consumer's cursor: none replays sixty days of mails and deliveries", async () => {
    const [row] = await hub.db.sql`
      select count(*)::int as behind, (select count(*)::int from feed) as events from consumers
      where position < (select max(position) from feed)`;
    expect(row).toEqual({ behind: 0, events: expect.any(Number) });
    expect(row?.["events"]).toBeGreaterThan(1000);
  });

  it("accepts new orders like any tenant", async () => {
    const { output } = await execute(hub, actor(), listOrders, { status: "processing", onHold: false, limit: 1 });
    const [open] = output.data;
    const shipped = await execute(hub, actor(), createShipment, { orderId: open?.id });
    expect(shipped.output.fulfillmentStatus).toBe("fulfilled");
    const lines = [{ sku: "MUG-01-SEA", quantity: 1 }];
    await execute(hub, actor(), adjustStock, { sku: "MUG-01-SEA", location: "main", delta: 20, reason: "receipt" });
    const placed = await execute(hub, actor(), placeOrder, { channel: "web", lines });
    expect(placed.output.order.number).toBe("1601");
    await hub.relay();
    expect((await auditTenant(hub.db.read(demo.tenantId))).ok).toBe(true);
  });

  it("has a message with a faulty mapping that can be corrected", async () => {
    const { output: failed } = await execute(hub, actor(), listMessages, { state: "failed" });
    expect(failed.data).toHaveLength(1);
    const [{ id, source }] = failed.data as [(typeof failed.data)[0]];
    const { mapping } = (await execute(hub, actor(), getSource, { id: source.id })).output;
    const mended = mapping?.replace('"quantity": qty', '"quantity": qty ? qty : quantity');
    await execute(hub, actor(), updateSource, { id: source.id, mapping: mended });
    await execute(hub, actor(), retryMessage, { id });
    await processMessage(hub, demo.tenantId, id);
    expect((await execute(hub, actor(), getMessage, { id })).output).toMatchObject({ state: "processed" });
  });

  it("is the same every time", async () => {
    const other = await createTestDatabase();
    const twin = Object.assign(createTestHub(other.url), { clock: () => NOW });
    try {
      await seedDemo(twin);
      const digest = (at: TestHub) => at.db.sql`
        select md5(string_agg(concat_ws('|', number, status, payment_status, total, customer_email, updated_at), ',' order by number)) as orders
        from orders where number <= 1600 and status <> 'processing' and fulfillment_status <> 'fulfilled'`;
      expect(await digest(twin)).toEqual(await digest(hub));
    } finally {
      await twin.close();
      await other.drop();
    }
  });

  it("has its pictures in the public folder, identical to those generated", () => {
    const folder = join(import.meta.dirname, "../../public/demo");
    const drawn = pictures();
    expect(readdirSync(folder).toSorted()).toEqual([...drawn.keys()].toSorted());
    for (const [name, svg] of drawn) expect(readFileSync(join(folder, name), "utf8")).toBe(svg);
  });
});
