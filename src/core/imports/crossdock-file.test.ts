import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { createImportBench, type ImportBench, importedOrder, ownFile, reportsOf } from "#testing/fixtures/imports.ts";
import type { Actor } from "../kernel/actor.ts";
import { presets } from "./presets/catalogue.ts";
import { templateOf } from "./presets/template.ts";

const hub = testHub();

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

describe("Crossdock's own import format", () => {
  it("becomes history: paid, delivered, with its original date, without touching stock", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 3 }, { sku: "B" }]);
    const done = await bench.import(
      { hub, actor },
      ownFile(
        "X-1,2024-05-01T10:00:00+02:00,GBP,A,5,2.95,A@Example.com,5.00,1.00",
        "X-1,2024-05-01T10:00:00+02:00,GBP,B,1,10,,,",
      ),
    );
    expect(done).toMatchObject({ status: "done", progress: { rowsBooked: 2, ordersCreated: 1, customersCreated: 1 } });
    expect(done.progress.money).toEqual([{ currency: "GBP", fileMinor: 2875, bookedMinor: 2875, reportedMinor: 0 }]);
    expect(await importedOrder({ hub, actor }, "X-1")).toMatchObject({
      status: "delivered",
      paymentStatus: "paid",
      fulfillmentStatus: "fulfilled",
      imported: true,
      placedAt: "2024-05-01T08:00:00.000Z",
      totals: { subtotal: 2475, shipping: 500, discount: 100, total: 2875, paid: 2875, due: 0 },
      customer: { email: "a@example.com" },
      payments: [{ method: "manual", state: "captured", createdAt: "2024-05-01T08:00:00.000Z" }],
      shipments: [{ status: "delivered", location: null }],
      reservations: [],
    });
    const [level] = await hub.db.sql`
      select sl.on_hand, sl.reserved from stock_levels sl join variants v on v.id = sl.variant_id
      where sl.tenant_id = ${actor.tenantId} and v.sku = 'A'`;
    expect(level).toEqual({ on_hand: 3, reserved: 0 });
  });

  it.each([
    ["a column that we do not know", (row: string) => `${row},1.00`, "taxes"],
    ["an empty column at the end", (row: string) => `${row},`, ""],
  ])("is accepted without %s, which the screen shows as not used", async (_, rowOf, column) => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const [header, row] = ownFile("X-1,2026-02-03T10:00:00Z,GBP,A,2,5.00,a@x.example,,").trim().split("\n");
    const done = await bench.import({ hub, actor }, `${header},${column}\n${rowOf(row ?? "")}\n`);
    expect(done).toMatchObject({ status: "done", progress: { rowsBooked: 1, ordersCreated: 1 } });
    expect(await reportsOf({ hub, actor }, done)).toEqual([]);
    expect(await importedOrder({ hub, actor }, "X-1")).toMatchObject({ totals: { total: 1000 } });
  });

  it("may have blank rows between and after the others", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const row = (id: string) => `${id},2026-02-03T10:00:00Z,GBP,A,2,5.00,a@x.example,,`;
    const done = await bench.import(
      { hub, actor },
      ownFile(row("ER-1"), "", ",,,,,,,,", "   ", row("ER-2"), ",,,,,,,,"),
    );
    expect(done).toMatchObject({ status: "done", progress: { rowsTotal: 2, rowsBooked: 2, ordersCreated: 2 } });
    expect(await reportsOf({ hub, actor }, done)).toEqual([]);
  });

  it("reads amounts with ISO 4217 decimals, and rejects one with more digits", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const file = ownFile(
      "H-1,2024-05-01,HUF,A,1,1000.50,,,",
      "I-1,2024-05-01,IQD,A,1,1234.567,,,",
      "J-1,2024-05-01,JPY,A,1,1234,,,",
      "J-2,2024-05-01,JPY,A,1,1234.5,,,",
      "B-1,2024-05-01,BGN,A,1,19.56,,,",
    );
    const done = await bench.import({ hub, actor }, file);
    expect(done.progress.money.map(({ currency, bookedMinor }) => [currency, bookedMinor])).toEqual([
      ["BGN", 1956],
      ["HUF", 100_050],
      ["IQD", 1_234_567],
      ["JPY", 1234],
    ]);
    expect(await importedOrder({ hub, actor }, "H-1")).toMatchObject({ currency: "HUF", totals: { total: 100_050 } });
    expect(await reportsOf({ hub, actor }, done)).toMatchObject([{ code: "row.amount", line: 5 }]);
  });

  it("rejects a row with an amount above the limit of an order, and books the other rows", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const done = await bench.import(
      { hub, actor },
      ownFile(
        "X-1,2024-05-01T10:00:00Z,GBP,A,1000000,999999999.99,,,",
        "X-2,2024-05-01T10:00:00Z,GBP,A,999999999999999,999999999999999.99,,,",
        "X-3,2024-05-01T10:00:00Z,GBP,A,1,2.95,,,",
      ),
    );
    expect(done).toMatchObject({ status: "done", progress: { rowsBooked: 1, rowsReported: 2 } });
    expect(done.progress.money).toEqual([{ currency: "GBP", fileMinor: 295, bookedMinor: 295, reportedMinor: 0 }]);
    const reports = await reportsOf({ hub, actor }, done);
    expect(reports.map(({ code }) => code)).toEqual(["document.too_large", "row.quantity"]);
  });

  it("accepts the template unchanged", async () => {
    await addArticles(hub, actor, [{ sku: "85123A" }]);
    const done = await bench.import({ hub, actor }, templateOf(presets.crossdock));
    expect(done).toMatchObject({ status: "done", error: null, progress: { ordersCreated: 1, rowsReported: 0 } });
    expect(await importedOrder({ hub, actor }, "A-1001")).toMatchObject({
      channel: "web",
      shippingAddress: { city: "London" },
    });
  });

  it("places new orders when not imported as history: stock is reserved, and a shortage is reported", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 5 }]);
    const file = ownFile("L-1,2026-01-01,GBP,A,4,2.95,a@example.com,,", "L-2,2026-01-01,GBP,A,4,2.95,,,");
    const done = await bench.import({ hub, actor }, file, { options: { asHistory: false, channel: "web" } });
    expect(done.progress).toMatchObject({ rowsRead: 2, rowsBooked: 1, rowsReported: 1, ordersCreated: 1 });
    expect(await importedOrder({ hub, actor }, "L-1")).toMatchObject({
      imported: false,
      status: "pending",
      reservations: [{ quantity: 4 }],
    });
    expect(await reportsOf({ hub, actor }, done)).toMatchObject([
      { line: 3, code: "inventory.insufficient_stock", raw: expect.stringContaining("L-2") },
    ]);
    const again = await bench.import({ hub, actor }, file, { options: { asHistory: false, channel: "web" } });
    expect(again.progress).toMatchObject({ unchanged: 1, ordersCreated: 0, rowsReported: 1 });
  });

  it("is booked whole or not at all, order by order, and the corrected file books the rest", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const rows = (quantity: string, sku: string) =>
      ownFile(
        `X-1,2024-05-01,GBP,A,1,1.00,,2.00,`,
        `X-1,2024-05-01,GBP,A,${quantity},1.00,,,`,
        `X-2,2024-05-01,GBP,A,1,1.00,,,`,
        `X-3,2024-05-01,GBP,${sku},1,1.00,,,`,
      );
    const first = await bench.import({ hub, actor }, rows("2.5", "NONE"));
    expect(first).toMatchObject({ status: "done", progress: { rowsRead: 4, rowsBooked: 1, rowsReported: 3 } });
    expect(first.progress.money).toEqual([{ currency: "GBP", fileMinor: 750, bookedMinor: 100, reportedMinor: 650 }]);
    expect(await reportsOf({ hub, actor }, first)).toMatchObject([
      { line: 2, code: "document.incomplete", detail: "Not booked, because line 3 of the same document was refused." },
      { line: 3, code: "row.quantity", raw: "X-1,2024-05-01,GBP,A,2.5,1.00,,," },
      { line: 5, code: "document.article" },
    ]);
    const mended = await bench.import({ hub, actor }, rows("2", "A"));
    expect(mended.progress).toMatchObject({ ordersCreated: 2, unchanged: 1, rowsBooked: 4, rowsReported: 0 });
  });

  it("keeps an order whole whose rows are not adjacent", async () => {
    await addArticles(hub, actor, [{ sku: "A" }, { sku: "B" }, { sku: "C" }]);
    const file = ownFile(
      "X-1,2024-05-01,GBP,A,1,1.00,,3.00,",
      "X-2,2024-05-01,GBP,A,1,1.00,,,",
      "X-1,2024-05-01,GBP,B,1,1.00,,,",
      "X-3,2024-05-01,GBP,A,1,1.00,,,",
      "X-1,2024-05-01,GBP,C,1,1.00,,3.00,",
    );
    const done = await bench.import({ hub, actor }, file, { documents: 1 });
    expect(done).toMatchObject({
      status: "done",
      progress: { rowsRead: 5, rowsBooked: 5, ordersCreated: 3, documents: 3 },
    });
    expect((await importedOrder({ hub, actor }, "X-1"))?.lines.map(({ sku }) => sku)).toEqual(["A", "B", "C"]);
    expect((await bench.import({ hub, actor }, file)).progress).toMatchObject({ unchanged: 3, ordersCreated: 0 });
  });

  it("rejects rows with dates that PostgreSQL cannot store, and books the other rows", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const good = (number: number) => `P-${number},2025-11-02T09:30:00Z,GBP,A,1,2.95,,,`;
    const dates = [
      "0000-01-01T00:00:00Z",
      "0999-12-31",
      "0999-12-31 10:00",
      "1000-01-01T00:00:00+01:00",
      "2025-11-02T09:30:00+16:00",
      "9999-12-31T23:59:59-10:00",
    ];
    const bad = dates.map((at, index) => `X-${index},${at},GBP,A,1,2.95,,,`);
    const file = ownFile(good(1), good(2), ...bad, good(4), good(5), good(6));
    const done = await bench.import({ hub, actor }, file);
    expect(done).toMatchObject({ status: "done", error: null, progress: { rowsBooked: 5, rowsReported: 6 } });
    const reports = await reportsOf({ hub, actor }, done);
    expect(reports.map(({ line, code }) => ({ line, code }))).toEqual(
      dates.map((_, index) => ({ line: 4 + index, code: "row.date" })),
    );
    expect(reports.map(({ detail }) => detail)).toEqual([
      expect.stringContaining("1000 to 9999"),
      expect.stringContaining("1000 to 9999"),
      expect.stringContaining("1000 to 9999"),
      expect.stringContaining("1000 to 9999"),
      expect.stringContaining("15:59"),
      expect.stringContaining("1000 to 9999"),
    ]);
  });

  it("reports rows that contradict existing orders or each other, and changes nothing", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    await bench.import({ hub, actor }, ownFile("X-1,2024-05-01,GBP,A,1,1.00,,,"));
    const done = await bench.import(
      { hub, actor },
      ownFile(
        "X-1,2024-05-01,GBP,A,2,1.00,,,",
        "X-2,2024-05-01,GBP,A,1,1.00,a@example.com,,",
        "X-2,2024-05-01,GBP,A,1,1.00,b@example.com,,",
        "X-3,2024-05-01,EUR,A,1,1.00,,,5",
      ),
    );
    expect((await reportsOf({ hub, actor }, done)).map(({ line, code }) => [line, code])).toEqual([
      [2, "document.contradicts"],
      [3, "document.disagrees"],
      [4, "document.disagrees"],
      [5, "document.discount"],
    ]);
    expect(done.progress.money).toEqual([
      { currency: "EUR", fileMinor: -400, bookedMinor: 0, reportedMinor: -400 },
      { currency: "GBP", fileMinor: 400, bookedMinor: 0, reportedMinor: 400 },
    ]);
    expect((await importedOrder({ hub, actor }, "X-1"))?.totals.total).toBe(100);
  });

  it.each<[string, string, string]>([
    ["a date that is none", "X,2024-02-30,GBP,A,1,1.00,,,", "row.date"],
    ["a currency that is none", "X,2024-02-01,QQQ,A,1,1.00,,,", "row.value"],
    ["finer than a penny", "X,2024-02-01,GBP,A,1,0.001,,,", "row.amount"],
    ["a negative price", "X,2024-02-01,GBP,A,1,-1,,,", "row.amount"],
    ["no quantity", "X,2024-02-01,GBP,A,0,1,,,", "row.quantity"],
    ["a column too many", "X,2024-02-01,GBP,A,1,1,,,,", "row.columns"],
    ["a column too few", "X,2024-02-01,GBP,A,1,1,,", "row.columns"],
    ["no number", ",2024-02-01,GBP,A,1,1,,,", "row.value"],
    ["a broken email", "X,2024-02-01,GBP,A,1,1,nobody,,", "row.value"],
    ["a stray quote", 'X,2024-02-01,GBP,"A"B,1,1,,,', "row.quotes"],
  ])("reports a row with %s, and the sums still match", async (_, row, code) => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const good = "Y,2024-02-01,GBP,A,1,1.00,,,";
    const done = await bench.import({ hub, actor }, ownFile(row, good));
    expect(done).toMatchObject({ status: "done", progress: { rowsReported: 1 } });
    expect(await reportsOf({ hub, actor }, done)).toMatchObject([{ code }]);
  });

  it("reports orders of an unknown channel; an import requires an existing channel and location", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const content = ["channel,externalId,placedAt,currency,sku,quantity,unitPrice", "nowhere,X,2024-02-01,GBP,A,1,1"];
    const done = await bench.import({ hub, actor }, content.join("\n"));
    expect(await reportsOf({ hub, actor }, done)).toMatchObject([{ line: 2, code: "document.channel" }]);
    for (const place of ["channel", "location"]) {
      const wrong = bench.import({ hub, actor }, ownFile(), { options: { [place]: "nowhere" } });
      await expect(wrong).rejects.toMatchObject({
        code: "import.unknown_place",
        errors: [{ pointer: `/options/${place}` }],
      });
    }
  });
});
