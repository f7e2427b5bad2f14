import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createImportBench, type ImportBench } from "#testing/fixtures/imports.ts";
import { auditTenant } from "../audit/audit-tenant.ts";
import type { Actor } from "../kernel/actor.ts";
import type { ImportView } from "./schemas.ts";

const root = join(import.meta.dirname, "../../..");
const path = join(root, "../shared/data/online-retail.csv");
const present = existsSync(path);
if (!present) process.stderr.write(`Skipped: the tests of the real file, because ${path} is not there.\n`);

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;
let bench: ImportBench;

beforeAll(async () => {
  bench = await createImportBench();
});
beforeEach(async () => {
  actor = await createTestTenant(hub);
});
afterAll(async () => {
  await bench.close();
});

const content = () => readFileSync(path);
const started = async (who = actor) =>
  bench.start({ hub, actor: who }, { key: await bench.put(who, content()), preset: "online-retail" });

/** The booked records, without ids, order numbers and times of booking. */
async function booksOf({ tenantId }: Actor) {
  const { sql } = hub.db;
  const [orders, lines, payments, returns, credits, movements, levels, articles, customers, events] = await Promise.all(
    [
      sql`select o.external_id, o.status, o.payment_status, o.fulfillment_status, o.total, o.paid, o.refunded, o.discount,
        o.line_count, o.unit_count, o.placed_at, o.customer_name, o.tags, o.version, c.reference
      from orders o left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
      where o.tenant_id = ${tenantId} order by o.external_id`,
      sql`select o.external_id, l.position, l.kind, l.sku, l.name, l.quantity, l.unit_price, l.total, l.delivered, l.returned
      from order_lines l join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
      where l.tenant_id = ${tenantId} order by o.external_id, l.position`,
      sql`select o.external_id, e.type, e.outcome, e.amount, e.at from payment_events e
      join orders o on o.tenant_id = e.tenant_id and o.id = e.order_id
      where e.tenant_id = ${tenantId} order by o.external_id, e.type, e.outcome, e.amount`,
      sql`select r.external_id, o.external_id as sale, r.refund, r.at, l.position, rl.quantity from returns r
      join orders o on o.tenant_id = r.tenant_id and o.id = r.order_id
      join return_lines rl on rl.tenant_id = r.tenant_id and rl.return_id = r.id
      join order_lines l on l.tenant_id = rl.tenant_id and l.id = rl.order_line_id
      where r.tenant_id = ${tenantId} order by r.external_id, sale, l.position`,
      sql`select external_id, total, at, jsonb_array_length(lines) as lines from credit_notes
      where tenant_id = ${tenantId} order by external_id`,
      sql`select m.type, m.quantity, m.on_hand_after, m.reason, m.reference, v.sku from stock_movements m
      join variants v on v.tenant_id = m.tenant_id and v.id = m.variant_id
      where m.tenant_id = ${tenantId} order by m.reference, m.type, v.sku`,
      sql`select count(*) as levels, sum(on_hand) as on_hand, sum(reserved) as reserved from stock_levels where tenant_id = ${tenantId}`,
      sql`select v.sku, p.title, v.prices from variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
      where v.tenant_id = ${tenantId} order by v.sku`,
      sql`select reference, name from customers where tenant_id = ${tenantId} order by reference`,
      sql`select type, count(*) as count from events where tenant_id = ${tenantId} and type not like 'import.%'
      group by type order by type`,
    ],
  );
  return { orders, lines, payments, returns, credits, movements, levels, articles, customers, events };
}

const rowsIn = () =>
  parse(content().toString("latin1"), { columns: true, record_delimiter: "\r" }) as unknown as Record<string, string>[];

describe.runIf(present)("the UCI Online Retail file", () => {
  it("books every row and every amount", { timeout: 60_000 }, async () => {
    const before = performance.now();
    const done = await bench.run({ hub, actor }, (await started()).id);
    const seconds = (performance.now() - before) / 1000;
    const rows = rowsIn();
    const pennies = rows.reduce(
      (sum, row) => sum + Math.round(Number(row["Quantity"]) * Number(row["UnitPrice"]) * 100),
      0,
    );
    expect(done).toMatchObject({ status: "done", error: null });
    const { progress } = done;
    expect(progress).toMatchObject({
      rowsTotal: rows.length,
      rowsRead: rows.length,
      rowsBooked: rows.length,
      rowsReported: 0,
    });
    expect(progress.money).toEqual([{ currency: "GBP", fileMinor: pennies, bookedMinor: pennies, reportedMinor: 0 }]);
    expect(seconds).toBeLessThan(20);
    const [books] = await hub.db.sql`
      select (select sum(total - refunded) from orders where tenant_id = ${actor.tenantId})
        - (select sum(total) from credit_notes where tenant_id = ${actor.tenantId}) as net,
        (select sum(captured - refunded) from payments where tenant_id = ${actor.tenantId})
        - (select sum(total) from credit_notes where tenant_id = ${actor.tenantId}) as ledger,
        (select sum(quantity) from stock_movements where tenant_id = ${actor.tenantId}) as moved,
        (select count(*) from orders where tenant_id = ${actor.tenantId}) as orders,
        (select count(*) from import_documents where tenant_id = ${actor.tenantId}) as documents`;
    expect(books).toEqual({ net: String(pennies), ledger: String(pennies), moved: 0, orders: 352, documents: 418 });
    expect(progress).toMatchObject({ documents: 418, ordersCreated: 352, returns: 6, creditNotes: 31, writeOffs: 30 });
    expect(progress).toMatchObject({ charges: 25, discounts: 1, productsCreated: 1834, customersCreated: 255 });
  });

  it("books sales as they were, returns that match one sale, and credits the rest", { timeout: 60_000 }, async () => {
    await bench.run({ hub, actor }, (await started()).id);
    const { checks } = await auditTenant(hub.db.read(actor.tenantId));
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    const { orders, lines, returns, credits, movements, articles } = await booksOf(actor);
    const sale = (number: string) => orders.find((order) => order["external_id"] === number);
    const rowsOf = (number: string) => lines.filter((line) => line["external_id"] === number);
    expect(sale("536365")).toMatchObject({
      status: "delivered",
      payment_status: "paid",
      fulfillment_status: "fulfilled",
      total: 13912,
      paid: 13912,
      placed_at: new Date("2010-12-01T08:26:00Z"),
      reference: "17850",
      customer_name: "Customer 17850",
      tags: ["United Kingdom"],
    });
    expect(sale("536544")?.["reference"]).toBeNull();
    expect(rowsOf("536544")).toHaveLength(rowsIn().filter((row) => row["InvoiceNo"] === "536544").length);
    // One article in two rows of one invoice stays two lines.
    expect(new Set(rowsOf("536409").map((line) => line["sku"])).size).toBeLessThan(rowsOf("536409").length);
    expect(rowsOf("536370").find((line) => line["sku"] === "POST")).toMatchObject({
      kind: "charge",
      quantity: 3,
      unit_price: 1800,
    });
    expect(sale("536779")).toMatchObject({ status: "delivered", total: 1500 }); // bank charges alone
    // Six of eight came back; two rows of one article are one return; another sale of the article came later.
    expect(returns).toContainEqual(
      expect.objectContaining({ external_id: "C536506", sale: "536488", refund: 2550, quantity: 6 }),
    );
    expect(returns).toContainEqual(
      expect.objectContaining({ external_id: "C536826", sale: "536397", refund: 2325, quantity: 5 }),
    );
    expect(returns).toContainEqual(expect.objectContaining({ external_id: "C536758", sale: "536395" }));
    expect(sale("536488")).toMatchObject({
      payment_status: "partially_refunded",
      fulfillment_status: "partially_returned",
      refunded: 2550,
    });
    expect(credits.map((credit) => credit["external_id"])).toContain("C536379"); // a discount without a sale
    expect(credits.map((credit) => credit["external_id"])).toContain("C536820"); // sold after it was cancelled
    expect(movements.filter((each) => each["reference"] === "536589")).toMatchObject([
      { type: "opening", quantity: 10, on_hand_after: 10 },
      { type: "write_off", quantity: -10, on_hand_after: 0 },
    ]);
    expect(articles.filter((article) => article["title"] === article["sku"]).length).toBeLessThan(40);
    expect(new Set(articles.map((article) => String(article["sku"]).toLowerCase())).size).toBe(articles.length);
  });

  it("changes nothing when imported again", { timeout: 60_000 }, async () => {
    await bench.run({ hub, actor }, (await started()).id);
    const before = await booksOf(actor);
    const again = await bench.run({ hub, actor }, (await started()).id);
    expect(again).toMatchObject({
      status: "done",
      progress: { rowsBooked: 7419, rowsUnchanged: 7419, rowsReported: 0, unchanged: 418 },
    });
    const { ordersCreated, returns, creditNotes, writeOffs, productsCreated, customersCreated, money } = again.progress;
    expect([ordersCreated, returns, creditNotes, writeOffs, productsCreated, customersCreated]).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(money).toEqual([{ currency: "GBP", fileMinor: 15_046_330, bookedMinor: 15_046_330, reportedMinor: 0 }]);
    expect(await booksOf(actor)).toEqual(before);
  });

  it("produces the same records when two imports of it run concurrently", { timeout: 60_000 }, async () => {
    const calm = await createTestTenant(hub);
    await bench.run({ hub, actor: calm }, (await started(calm)).id, 40);
    const [one, two] = await Promise.all([started(), started()]);
    const both = await Promise.all([
      bench.run({ hub, actor }, one.id, 40),
      bench.run({ hub: rival, actor }, two.id, 40),
    ]);
    expect(both).toMatchObject([
      { error: null, status: "done" },
      { error: null, status: "done" },
    ]);
    expect(both[0].progress.ordersCreated + both[1].progress.ordersCreated).toBe(352);
    expect(await booksOf(actor)).toEqual(await booksOf(calm));
  });

  it("resumes after a killed process with the same result", { timeout: 120_000 }, async () => {
    const calm = await createTestTenant(hub);
    const whole = await bench.run({ hub, actor: calm }, (await started(calm)).id, 20);
    const { id } = await started();
    let kills = 0;
    while ((await killedRun(id)) !== "ended") kills += 1;
    const [row] = await hub.db.sql<{ progress: ImportView["progress"] & { checkpoint: unknown }; status: string }[]>`
      select status, progress from imports where tenant_id = ${actor.tenantId} and id = ${id}`;
    const { checkpoint: _, ...progress } = row?.progress ?? { checkpoint: null };
    expect(row?.status).toBe("done");
    expect(progress).toEqual(whole.progress);
    expect(await booksOf(actor)).toEqual(await booksOf(calm));
    expect(kills).toBeGreaterThanOrEqual(2);
  });
});

/** Runs the import in its own process and kills that once it has booked something. */
async function killedRun(importId: string): Promise<"killed" | "ended"> {
  const { tenantId } = actor;
  await hub.db
    .sql`update imports set lease_until = null where tenant_id = ${tenantId} and id = ${importId} and status = 'running'`;
  const offset = async () => {
    const [row] = await hub.db.sql<{ bytes: number }[]>`
      select (progress->>'bytes')::int as bytes from imports where tenant_id = ${tenantId} and id = ${importId}`;
    return row?.bytes ?? 0;
  };
  const begun = await offset();
  const script = join(root, "src/testing/servers/import-runner.ts");
  const child = spawn(process.execPath, [script, hub.url, bench.folder, tenantId, importId, "20"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const watch = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || begun > 400_000) return;
    if ((await offset()) > begun + 60_000) child.kill("SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 12));
    await watch();
  };
  await watch();
  return (await ended) === null ? "killed" : "ended";
}
