import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import { asRetail, createImportBench, retailFile } from "#testing/fixtures/imports.ts";
import { brokenInvariants } from "#testing/proofs/invariants.ts";
import { confirmOrder, draftOrder } from "../drafts/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Read } from "../kernel/tx.ts";
import { cancelOrder, placeOrder } from "../orders/index.ts";
import { execute } from "../runtime/execute.ts";
import { readTopArticles, recountTopArticles } from "./articles-store.ts";
import { readDays, recountDays } from "./days-store.ts";
import { countOrders, lockFigures } from "./figures-store.ts";
import { overview, rebuildFigures } from "./index.ts";
import { keepFigures } from "./keep-figures.ts";
import { refreshFigures } from "./refresh-figures.ts";
import { articlesSince, floorOf } from "./rules.ts";
import { readActivity, recentActivity } from "./store.ts";

const DAY_MS = 86_400_000;
const never = new AbortController().signal;

const hub = Object.assign(testHub(), { clock: () => clock });
const rival = testRival(hub);
let actor: Actor;
let read: Read;
let clock = new Date();

beforeAll(async () => {
  const first = await createTestTenant(hub);
  await addArticles(hub, first, [{ sku: "A" }]);
  await execute(hub, first, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
  await hub.relay(); // from here on the consumer has a cursor
});
beforeEach(async () => {
  clock = new Date();
  actor = await createTestTenant(hub);
  read = hub.db.read(actor.tenantId);
  await addArticles(hub, actor, [
    { sku: "A", onHand: 1000, price: 500 },
    { sku: "B", onHand: 1000, price: 700 },
  ]);
});

const refresh = (now = clock) => refreshFigures(hub.db, now, never);
async function place(sku: string, quantity: number, ageMs = 0) {
  const now = clock;
  clock = new Date(now.getTime() - ageMs);
  const { output } = await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku, quantity }] });
  clock = now;
  return output.order;
}

/** Checks after each step that the stored figures equal the orders, and that the audit finds nothing. */
async function expectExact(at = clock): Promise<void> {
  expect(await readDays(read, at)).toEqual(await recountDays(read, at));
  expect(await readTopArticles(read)).toEqual(await recountTopArticles(read, articlesSince(at)));
  expect(await readActivity(read)).toEqual(await recentActivity(read));
  expect((await brokenInvariants(hub, actor)).filter((found) => found.startsWith("home."))).toEqual([]);
}

describe("Home figures", () => {
  it("equal the orders through placing, partial and full cancellation, drafts and imports", async () => {
    await refresh();
    const first = await place("A", 4);
    await place("B", 2, 7 * DAY_MS + 3_600_000);
    const whole = await place("B", 3, 20 * DAY_MS);
    await hub.relay();
    await expectExact();
    await execute(hub, actor, cancelOrder, {
      id: first.id,
      reason: "x",
      lines: [{ id: first.lines[0]?.id, quantity: 1 }],
    });
    await execute(hub, actor, cancelOrder, { id: whole.id, reason: "x" });
    const draft = await execute(hub, actor, draftOrder, { channel: "phone", lines: [{ sku: "B", quantity: 5 }] });
    await hub.relay();
    await expectExact();
    await execute(hub, actor, confirmOrder, { id: draft.output.id });
    const bench = await createImportBench();
    const day = new Date(clock.getTime() - 3 * DAY_MS);
    const date = `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${String(day.getUTCFullYear()).slice(2)} 8:26`;
    await bench.import({ hub, actor }, retailFile(`1,A,THING,4,${date},2.50,7,France`), asRetail);
    await bench.close();
    await hub.relay();
    await expectExact();
    expect((await readTopArticles(read))?.[0]).toMatchObject({ sku: "A", units: 7, productId: expect.any(String) });
  });

  it("are backfilled on a database full of orders, in portions, while orders keep arriving", async () => {
    const { sql } = hub.db;
    await place("A", 1);
    await sql`
      insert into orders (tenant_id, id, number, channel_id, payload_hash, status, payment_status, fulfillment_status,
        currency, tax_mode, total, line_count, unit_count, placed_at)
      select ${actor.tenantId}, gen_random_uuid(), 1000000 + n, k.id, '', case when n % 9 = 0 then 'cancelled' else 'delivered' end,
        'paid', 'fulfilled', case when n % 7 = 0 then 'EUR' else 'GBP' end, 'included', n, 1, 1, now() - make_interval(mins => 20 * n)
      from generate_series(1, 2500) n join channels k on k.tenant_id = ${actor.tenantId} and k.code = 'web'`;
    expect(await readDays(read, clock)).toBeUndefined();
    const before = (await execute(hub, actor, overview, {})).output;
    const busy = (async () => {
      for (let n = 0; n < 10; n++) {
        await execute(rival, actor, placeOrder, { channel: "web", lines: [{ sku: "B", quantity: 1 }] });
        await hub.relay();
      }
    })();
    await Promise.all([refresh(), refreshFigures(rival.db, clock, never), busy]);
    await refresh();
    await expectExact();
    const after = (await execute(hub, actor, overview, {})).output;
    expect(after.days.at(-1)?.orders).toBe((before.days.at(-1)?.orders ?? 0) + 10);
  });

  it("resume after a killed process, and count nothing twice", async () => {
    await refresh();
    const { id } = await place("A", 2);
    await hub.relay();
    const counted = await readDays(read, clock);
    const died = hub.db.sql.begin(async (sql) => {
      await lockFigures(sql as never, [actor.tenantId]);
      await countOrders(sql as never, [{ tenantId: actor.tenantId, id }], floorOf(clock));
      throw new Error("killed");
    });
    await expect(died).rejects.toThrow("killed");
    expect(await readDays(read, clock)).toEqual(counted);
  });

  it("do not change on redelivered, reordered or concurrently processed events", async () => {
    await refresh();
    const orders = await Promise.all([1, 2, 3, 4].map((quantity) => place("A", quantity)));
    const events = orders.map(({ id: subjectId }) => ({ tenantId: actor.tenantId, subjectId, subjectType: "order" }));
    const again = (on: TestHub) =>
      on.db.sql.begin((sql) =>
        keepFigures.apply(
          sql as never,
          events
            .toReversed()
            .map(
              (event) =>
                ({ ...event, type: "order.status_changed", actor: { type: "user", id: "", name: "" } }) as never,
            ),
        ),
      );
    await Promise.all([again(hub), again(rival), again(hub)]);
    await hub.relay();
    await again(rival);
    expect((await readDays(read, clock))?.today).toEqual({ orders: 4, sales: 5000 });
    await expectExact();
  });

  it("drop articles sold more than seven days ago, to the hour, also after a week without a worker", async () => {
    await refresh();
    await place("A", 5, 6.5 * DAY_MS);
    await place("B", 1);
    await hub.relay();
    expect((await readTopArticles(read))?.map(({ sku }) => sku)).toEqual(["A", "B"]);
    const tomorrow = new Date(clock.getTime() + DAY_MS);
    await refresh(tomorrow);
    expect((await readTopArticles(read))?.map(({ sku }) => sku)).toEqual(["B"]);
    await expectExact(tomorrow);
    const later = new Date(clock.getTime() + 9 * DAY_MS);
    await refresh(later);
    expect(await readTopArticles(read)).toEqual([]);
  });

  it("serve any time zone without a rebuild, and are rebuilt when the currency changes", async () => {
    await refresh();
    await place("A", 1, 5 * 3_600_000);
    await place("B", 1, 9 * 3_600_000);
    await hub.relay();
    for (const zone of ["Asia/Kathmandu", "Pacific/Chatham", "America/St_Johns", "Europe/London"]) {
      await hub.db.sql`update tenants set time_zone = ${zone} where id = ${actor.tenantId}`;
      await expectExact();
    }
    await hub.db.sql`update tenants set currency = 'EUR' where id = ${actor.tenantId}`;
    expect(await readDays(read, clock)).toBeUndefined();
    await refresh();
    await expectExact();
    expect((await readDays(read, clock))?.days.reduce((sum, day) => sum + day.sales, 0)).toBe(0);
  });

  it("are reported by the audit when wrong, and are right after a rebuild", async () => {
    await refresh();
    const { id } = await place("A", 2);
    await hub.relay();
    for (const [plant, check] of [
      ["update home_quarters set sales = sales + 1 where tenant_id = $1", "home.figures"],
      ["update home_articles set units = units - 1 where tenant_id = $1", "home.figures"],
      ["delete from home_orders where tenant_id = $1", "home.orders"],
    ] as const) {
      await hub.db.sql.unsafe(plant, [actor.tenantId]);
      expect((await brokenInvariants(hub, actor)).join(" ")).toContain(check);
      await execute(hub, actor, rebuildFigures, {});
      expect((await execute(hub, actor, overview, {})).output.today).toEqual({ orders: 1, sales: 1000 });
      await refresh();
      await expectExact();
    }
    expect(id).toEqual(expect.any(String));
  });
});

it("cap sums above the largest safe integer, stored or recomputed", async () => {
  await addArticles(hub, actor, [{ sku: "GOLD", onHand: 2_000_000 }]);
  const dear = [{ sku: "GOLD", quantity: 100, unitPrice: 1_000_000_000_000 }];
  const order = async (lines: object[]) =>
    (await execute(hub, actor, placeOrder, { channel: "web", lines })).output.order;
  const orders = await Promise.all(Array.from({ length: 92 }, () => order(dear)));
  const most = 9_007_199_254_740_991;
  const expected = {
    today: { orders: 92, sales: most },
    topArticles: [{ sku: "GOLD", units: 9200, sales: most }],
  };
  expect((await execute(hub, actor, overview, {})).output).toMatchObject(expected);
  await refresh();
  await hub.relay();
  expect(await readTopArticles(read)).toMatchObject(expected.topArticles);
  expect((await execute(hub, actor, overview, {})).output).toMatchObject(expected);
  for (const { id } of orders.slice(0, 2)) await execute(hub, actor, cancelOrder, { id, reason: "x" });
  await refresh();
  await hub.relay();
  expect((await execute(hub, actor, overview, {})).output.today).toEqual({ orders: 90, sales: 9_000_000_000_000_000 });
  expect(await brokenInvariants(hub, actor)).toEqual([]);
});
