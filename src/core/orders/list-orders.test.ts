import { beforeAll, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { execute } from "../runtime/execute.ts";
import { getOrder } from "./get-order.ts";
import { listOrders } from "./list-orders.ts";
import { placeOrder } from "./place-order.ts";

const ROWS = Number(process.env.LIST_ROWS ?? 20_000);

const hub = testHub({ poolSize: 1 });
let actor: Actor;
let customerId: string;

/** Orders with every mix of statuses, most of them old and delivered, as in a shop that has run for years. */
async function addHistory(rows: number): Promise<void> {
  const { sql } = hub.db;
  await sql`
    insert into orders (tenant_id, id, number, channel_id, payload_hash, status, payment_status, fulfillment_status,
      on_hold, currency, tax_mode, total, customer_id, assignee_id, tags, line_count, unit_count, placed_at, search)
    select ${actor.tenantId}, gen_random_uuid(), 1000000 + n, k.id, '',
      case when n % 500 = 0 then 'pending' when n % 300 = 0 then 'processing' when n % 40 = 0 then 'shipped' when n % 50 = 1 then 'cancelled' else 'delivered' end,
      case when n % 500 = 0 then 'unpaid' when n % 99 = 0 then 'refunded' else 'paid' end,
      case when n % 500 = 0 then 'unfulfilled' when n % 300 = 0 then 'partially_fulfilled' else 'fulfilled' end,
      n % 1000 = 7, 'GBP', 'included', n, case when n % 2000 = 3 then ${customerId}::uuid end,
      case when n % 900 = 5 then ${customerId}::uuid end, case when n % 700 = 9 then array['gift'] else '{}'::text[] end,
      1, 1, now() - make_interval(mins => n), to_tsvector('simple', 'person' || n || ' sku' || n % 50)
    from generate_series(1, ${rows}::int) n
    join lateral (select id, row_number() over (order by code) as place from channels where tenant_id = ${actor.tenantId}) k
      on k.place = case when n % 400 = 0 then 1 else 5 end`;
  await sql`analyze orders`;
}

async function scans(): Promise<Map<string, number>> {
  await hub.db.sql`select pg_stat_force_next_flush()`;
  const rows = await hub.db.sql<{ name: string; scans: number }[]>`
    select indexrelname as name, idx_scan as scans from pg_stat_user_indexes where relname = 'orders'
    union all select 'sequential', seq_scan from pg_stat_user_tables where relname = 'orders'`;
  return new Map(rows.map((row) => [row.name, row.scans]));
}

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  const { output } = await execute(hub, actor, placeOrder, order({ customer: { email: "a@b.co", name: "Zoë" } }));
  customerId = output.order.customer?.id ?? "";
  await addHistory(ROWS);
});

const order = (more: object = {}) => ({ channel: "web", lines: [{ sku: "A", quantity: 1 }], ...more });

async function list(filters: object) {
  return (await execute(hub, actor, listOrders, filters)).output;
}

describe("listing orders", () => {
  it.each([
    ["orders_newest", {}],
    ["orders_newest", { sort: "placedAt" }],
    [
      "orders_newest",
      { placedFrom: "2000-01-01T00:00:00Z", placedTo: new Date(Date.now() - 86_400_000).toISOString() },
    ],
    ["orders_status", { status: "pending" }],
    ["orders_status", { status: ["pending", "processing"] }],
    ["orders_payment", { paymentStatus: "unpaid" }],
    ["orders_fulfillment", { fulfillmentStatus: "unfulfilled,partially_fulfilled" }],
    ["orders_channel", { channel: "import" }],
    ["orders_held", { onHold: true }],
    ["orders_assignee", () => ({ assignee: customerId })],
    ["orders_customer", () => ({ customer: customerId })],
    ["orders_tags", { tag: "gift" }],
    ["orders_search", { q: "person777" }],
    ["orders_search", { q: "nobody" }],
    ["orders_newest", { q: "sku7" }],
  ])("uses index %s for %o", async (index, given) => {
    const filters = typeof given === "function" ? given() : given;
    const before = await scans();
    const startedMs = performance.now();
    const page = await list(filters);
    const tookMs = performance.now() - startedMs;
    const after = await scans();
    const used = [...after].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name);
    if (process.env.LIST_ROWS !== undefined) process.stdout.write(`${index} ${tookMs.toFixed(1)} ms ${used.join()}\n`);
    expect(page.data.length > 0).toBe(index !== "orders_search" || filters.q !== "nobody");
    expect(used).toContain(index);
    expect(used).not.toContain("sequential");
  });

  it("pages through all matches, each order once, while others are placed", async () => {
    const filters = { status: ["pending", "processing"], limit: 7 };
    const [wanted] = await hub.db.sql<{ count: number }[]>`
      select count(*)::int as count from orders where tenant_id = ${actor.tenantId} and status in ('pending', 'processing')`;
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ ...filters, ...(cursor ? { cursor } : {}) });
      seen.push(...page.data.map((each) => each.id));
      cursor = page.nextCursor;
      await execute(hub, actor, placeOrder, order());
    } while (cursor !== null);
    expect(seen).toHaveLength(wanted?.count ?? 0);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("rejects a cursor of other filters or another sort order", async () => {
    const { nextCursor } = await list({ status: "delivered", limit: 1 });
    await expect(list({ status: "pending", limit: 1, cursor: nextCursor })).rejects.toMatchObject({ kind: "invalid" });
    await expect(list({ status: "delivered", sort: "placedAt", cursor: nextCursor })).rejects.toMatchObject({
      kind: "invalid",
    });
    await expect(list({ status: "delivered", limit: 50, cursor: nextCursor })).resolves.toBeDefined();
  });

  it("finds an order by the prefix of any of its words, ignoring accents", async () => {
    const placed = await execute(
      hub,
      actor,
      placeOrder,
      order({ externalId: "EXT-9", customer: { name: "Ærø Müller" } }),
    );
    const { id, number } = placed.output.order;
    for (const q of [number, "ext-9", "mull", "MÜLLER ext"]) {
      expect((await list({ q })).data.map((each) => each.id)).toContain(id);
    }
    expect((await list({ q: "muller nobody" })).data).toEqual([]);
  });

  it("shows a tenant only its own orders", async () => {
    const stranger = await createTestTenant(hub);
    const { output } = await execute(hub, stranger, listOrders, {});
    expect(output).toEqual({ data: [], nextCursor: null });
    const [mine] = (await list({ limit: 1 })).data;
    await expect(execute(hub, stranger, getOrder, { id: mine?.id })).rejects.toMatchObject({ kind: "not_found" });
  });

  it("reads an order by number or by id", async () => {
    const { output } = await execute(hub, actor, placeOrder, order());
    const byNumber = await execute(hub, actor, getOrder, { id: output.order.number });
    const byId = await execute(hub, actor, getOrder, { id: output.order.id.toUpperCase() });
    expect(byNumber.output).toEqual(output.order);
    expect(byId.output).toEqual(output.order);
  });
});
