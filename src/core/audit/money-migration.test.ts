import { randomBytes, randomUUID } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { z } from "zod";
import { migrate } from "#db/migrate.ts";
import { createTestHub, type TestHub } from "#testing/fixtures/hub.ts";
import { asTenantId } from "../kernel/ids.ts";
import { auditTenant } from "./index.ts";

const MIGRATION = "money_per_line";
const drizzle = fileURLToPath(new URL("../../../drizzle", import.meta.url));
const name = `money_${randomBytes(4).toString("hex")}`;
const tenantId = asTenantId(randomUUID());
const channelId = randomUUID();

let server: postgres.Sql;
let sql: postgres.Sql;
let folder: string;
let hub: TestHub;

interface OldLine {
  readonly price: number;
  readonly quantity: number;
  readonly cancelled?: number;
  readonly tax?: number;
  readonly rate?: number;
}

interface OldOrder {
  readonly lines: readonly OldLine[];
  /** As the previous version wrote it. */
  readonly order: Readonly<Record<string, number | string | boolean>>;
  readonly refund?: number;
}

let number = 0;

/** An order with rows as the previous version wrote them. */
async function insertOld({ lines, order, refund }: OldOrder): Promise<string> {
  const scoped = { tenant_id: tenantId };
  const id = randomUUID();
  number += 1;
  const head = {
    number,
    channel_id: channelId,
    payload_hash: "",
    status: "pending",
    payment_status: "paid",
    fulfillment_status: "unfulfilled",
    currency: "GBP",
    tax_mode: "included",
    line_count: lines.length,
    unit_count: 1,
    placed_at: "2026-01-01",
  };
  await sql`insert into orders ${sql({ ...scoped, id, ...head, ...order })}`;
  const rows = lines.map(({ price, quantity, cancelled = 0, tax = 0, rate = 0 }, position) => ({
    ...scoped,
    id: randomUUID(),
    order_id: id,
    position,
    sku: "A",
    name: "A",
    quantity,
    unit_price: price,
    cancelled,
    tax,
    tax_rate_bps: rate,
    total: price * (quantity - cancelled),
  }));
  await sql`insert into order_lines ${sql(rows)}`;
  const paid = Number(order["paid"] ?? 0);
  if (paid === 0) return id;
  const payment = { ...scoped, id: randomUUID(), order_id: id };
  const at = { created_at: "2026-01-01", updated_at: "2026-01-01" };
  const sums = { amount: paid, captured: paid, refunded: refund ?? 0 };
  await sql`insert into payments ${sql({ ...payment, method: "manual", currency: "GBP", ...sums, ...at })}`;
  if (refund === undefined) return id;
  const back = { ...scoped, id: randomUUID(), order_id: id };
  await sql`insert into returns ${sql({ ...back, status: "refunded", imported: true, refund, at: "2026-01-02" })}`;
  const returned = { ...scoped, return_id: back.id, order_line_id: rows[0]?.id ?? "", quantity: 1, received: 1 };
  await sql`insert into return_lines ${sql({ ...returned, restocked: 0, reason: "cancelled" })}`;
  const intent = { order_id: id, payment_id: payment.id, intent_id: randomUUID(), type: "refund", amount: refund };
  for (const outcome of ["requested", "succeeded"]) {
    const event = { ...scoped, id: randomUUID(), ...intent, outcome, actor: "system:import", at: "2026-01-02" };
    await sql`insert into payment_events ${sql(event)}`;
  }
  return id;
}

const olds = {
  discounted: {
    lines: [
      { price: 500, quantity: 1 },
      { price: 2390, quantity: 1 },
    ],
    order: { subtotal: 2890, discount: 578, discount_granted: 578, total: 2312, paid: 2312 },
  },
  cancelledInPart: {
    lines: [
      { price: 500, quantity: 1 },
      { price: 2390, quantity: 1, cancelled: 1 },
    ],
    order: { subtotal: 500, discount: 500, discount_granted: 578, total: 0, paid: 2312 },
  },
  cancelled: {
    lines: [{ price: 500, quantity: 4, cancelled: 4, rate: 2000 }],
    order: { status: "cancelled", payment_status: "unpaid", shipping_charged: 300, discount_granted: 100 },
  },
  taxed: {
    lines: [{ price: 999, quantity: 3, tax: 247, rate: 825 }],
    order: {
      tax_mode: "excluded",
      payment_status: "unpaid",
      subtotal: 2997,
      shipping: 500,
      shipping_charged: 500,
      tax: 288,
      total: 3785,
    },
  },
  taxWithin: {
    lines: [{ price: 1000, quantity: 2, tax: 308, rate: 2000 }],
    order: {
      subtotal: 2000,
      discount: 150,
      discount_granted: 150,
      shipping: 395,
      shipping_charged: 395,
      tax: 374,
      total: 2245,
      paid: 2245,
    },
  },
  moreOffThanItCost: {
    lines: [{ price: 500, quantity: 1 }],
    order: { subtotal: 500, discount: 500, discount_granted: 900, total: 0 },
  },
  returned: {
    lines: [{ price: 500, quantity: 2 }],
    order: {
      imported: true,
      subtotal: 1000,
      total: 1000,
      paid: 1000,
      refunded: 480,
      payment_status: "partially_refunded",
    },
    refund: 480,
  },
} satisfies Record<string, OldOrder>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-money-"));
  await cp(drizzle, folder, { recursive: true });
  const path = join(folder, "meta/_journal.json");
  const journal = z
    .looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })
    .parse(JSON.parse(await readFile(path, "utf8")));
  const until = journal.entries.findIndex(({ tag }) => tag.endsWith(MIGRATION));
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, until) }));
  server = postgres(inject("databaseServerUrl"), { max: 1 });
  await server.unsafe(`create database ${name}`);
  const url = Object.assign(new URL(inject("databaseServerUrl")), { pathname: name }).href;
  await migrate(url, folder);
  sql = postgres(url, { max: 1 });
  hub = createTestHub(url);
});

afterAll(async () => {
  await hub.close();
  await sql.end();
  await server.unsafe(`drop database ${name} with (force)`);
  await server.end();
  await rm(folder, { recursive: true });
});

it("keeps totals of orders from the previous version, except discounted orders with a cancelled line, and they balance", async () => {
  const ids = new Map<string, string>();
  for (const [key, old] of Object.entries(olds)) ids.set(key, await insertOld(old));
  const totals = () => sql<{ id: string; total: string }[]>`select id, total from orders`;
  const before = new Map((await totals()).map(({ id, total }) => [id, total]));
  await migrate(Object.assign(new URL(inject("databaseServerUrl")), { pathname: name }).href);

  const changed = (await totals()).filter(({ id, total }) => before.get(id) !== total);
  expect(changed).toEqual([{ id: ids.get("cancelledInPart"), total: "400" }]);
  const orders = await sql<{ id: string; due: string; discount: string; shippingTax: string; lines: number[][] }[]>`
    select o.id, due, discount, shipping_tax_charged as "shippingTax", (select json_agg(json_build_array(l.discount_granted,
      l.tax_charged, l.discount, l.closed_quantity, l.closed_amount, l.refunded_quantity, l.refunded_amount) order by l.position)
      from order_lines l where l.order_id = o.id) as lines
    from orders o`;
  const of = (key: string) => orders.find(({ id }) => id === ids.get(key));
  expect(of("discounted")).toMatchObject({
    due: "0",
    lines: [
      [100, 0, 100, 0, 0, 0, 0],
      [478, 0, 478, 0, 0, 0, 0],
    ],
  });
  expect(of("cancelledInPart")).toMatchObject({ due: "-1912", discount: "100" });
  expect(of("cancelledInPart")?.lines[1]).toEqual([478, 0, 0, 1, 1912, 0, 0]);
  expect(of("cancelled")).toMatchObject({ due: "0", lines: [[100, 317, 0, 4, 1900, 0, 0]] });
  expect(of("taxed")).toMatchObject({ due: "3785", shippingTax: "41", lines: [[0, 247, 0, 0, 0, 0, 0]] });
  expect(of("taxWithin")).toMatchObject({ due: "0", shippingTax: "66", lines: [[150, 308, 150, 0, 0, 0, 0]] });
  expect(of("moreOffThanItCost")).toMatchObject({ due: "0", lines: [[500, 0, 500, 0, 0, 0, 0]] });
  expect(of("returned")).toMatchObject({ due: "0", lines: [[0, 0, 0, 1, 480, 1, 480]] });

  const { checks } = await auditTenant(hub.db.read(tenantId));
  const money = checks.filter(({ name: check }) =>
    /^(line\.(?!shipped|reserved)|refund\.|order\.(totals|due|shipping_tax))/.test(check),
  );
  expect(money.filter(({ ok }) => !ok)).toEqual([]);
  expect(money.length).toBeGreaterThan(7);
});
