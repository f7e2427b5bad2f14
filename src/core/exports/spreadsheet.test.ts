import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProduct } from "#core/catalog/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { cancelOrder, placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { createImportBench, type ImportBench, importedOrder, reportsOf } from "#testing/fixtures/imports.ts";
import { csvColumns, ndjsonColumns } from "./column-schemas.ts";
import { getExportFile, startExport } from "./index.ts";
import { runExport } from "./run-export.ts";
import { exportSubjects } from "./schemas.ts";

let database: TestDatabase;
let bench: TestFiles;
let imports: ImportBench;
let hub: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createTestFiles();
  imports = await createImportBench();
  hub = createTestHub(database.url, { files: bench.files });
});
afterAll(async () => {
  await Promise.all([hub.close(), imports.close()]);
  await database.drop();
  await bench.close();
});

async function shopIn(timeZone: string): Promise<Actor> {
  const actor = await createTestTenant(hub, { timeZone });
  await addArticles(hub, actor, [{ sku: "A1", onHand: 10_000 }]);
  return actor;
}

async function fileOf(actor: Actor, input: object): Promise<string> {
  const { output } = await execute(hub, actor, startExport, input);
  await runExport(
    { hub, files: bench.files },
    { tenantId: actor.tenantId, exportId: output.id },
    new AbortController().signal,
  );
  const file = await execute(hub, actor, getExportFile, { id: output.id });
  return readFile(join(bench.folder, file.output.key), "utf8");
}

async function rowsOf(actor: Actor, input: object): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = parse(await fileOf(actor, input), { columns: true, relax_quotes: false });
  return rows;
}

const HEADER = "externalId,channel,placedAt,timeZone,placedAtOffset,currency,sku,quantity,unitPrice";

/** An order placed at this instant. */
const history = (actor: Actor, rows: [externalId: string, placedAt: string][]) =>
  imports.import({ hub, actor }, [HEADER, ...rows.map(([id, at]) => `${id},web,${at},,,USD,A1,1,12.50`)].join("\n"));

describe("CSV of orders", () => {
  it.each([
    [
      "America/New_York",
      [
        ["2026-03-08T06:59:59Z", "2026-03-08 01:59:59", "UTC-05:00"],
        ["2026-03-08T07:00:00Z", "2026-03-08 03:00:00", "UTC-04:00"],
        ["2026-11-01T05:30:00Z", "2026-11-01 01:30:00", "UTC-04:00"],
        ["2026-11-01T06:30:00Z", "2026-11-01 01:30:00", "UTC-05:00"],
      ],
    ],
    [
      "Asia/Kolkata",
      [
        ["2026-03-28T18:29:59Z", "2026-03-28 23:59:59", "UTC+05:30"],
        ["2026-03-28T18:30:00Z", "2026-03-29 00:00:00", "UTC+05:30"],
      ],
    ],
    [
      "Europe/London",
      [
        ["2026-03-29T00:59:59Z", "2026-03-29 00:59:59", "UTC+00:00"],
        ["2026-03-29T01:00:00Z", "2026-03-29 02:00:00", "UTC+01:00"],
      ],
    ],
  ])("writes local times of %s with zone and offset, across clock changes", async (zone, times) => {
    const actor = await shopIn(zone);
    await history(
      actor,
      times.map(([instant], at) => [`T-${at}`, instant ?? ""]),
    );
    const rows = await rowsOf(actor, { of: "orders", filters: { sort: "placedAt" } });
    expect(rows.map(({ placedAt, placedAtOffset, timeZone }) => [placedAt, placedAtOffset, timeZone])).toEqual(
      times.map(([, wall, offset]) => [wall, offset, zone]),
    );
  });

  it("can be imported by a shop in another zone with every time, amount and name intact", async () => {
    const actor = await shopIn("America/New_York");
    await history(actor, [
      ["R-1", "2026-11-01T05:30:00Z"],
      ["R-2", "2026-11-01T06:30:00Z"],
    ]);
    const name = "=HYPERLINK(1)";
    await execute(hub, actor, placeOrder, {
      channel: "web",
      externalId: "R-3",
      currency: "USD",
      lines: [{ sku: "A1", quantity: 3, unitPrice: 1999 }],
      customer: { name, phone: "+1 (212) 555-0100" },
    });
    const columns = csvColumns.orders.filter((column) => column !== "lines");
    const exported = await rowsOf(actor, { of: "orders", columns, filters: { sort: "placedAt" } });
    expect(exported.find(({ externalId }) => externalId === "R-3")).toMatchObject({ customerName: `'${name}` });

    const other = await shopIn("Asia/Kolkata");
    const quantities = new Map([["R-3", 3]]);
    const names = [...columns, "sku", "quantity", "unitPrice"];
    const cells = exported.map((row) => {
      const quantity = quantities.get(row["externalId"] ?? "") ?? 1;
      const line = { sku: "A1", quantity: String(quantity), unitPrice: (Number(row["total"]) / quantity).toFixed(2) };
      return names.map((column) => `"${{ ...row, ...line }[column]?.replaceAll('"', '""') ?? ""}"`).join(",");
    });
    const done = await imports.import({ hub, actor: other }, [names.join(","), ...cells].join("\r\n"));
    expect(await reportsOf({ hub, actor: other }, done)).toEqual([]);
    for (const id of ["R-1", "R-2", "R-3"]) {
      const [was, is] = await Promise.all([
        importedOrder({ hub, actor }, id),
        importedOrder({ hub, actor: other }, id),
      ]);
      expect(is?.placedAt.slice(0, 19)).toBe(was?.placedAt.slice(0, 19));
      expect([is?.currency, is?.totals.total, is?.customer?.name]).toEqual([
        was?.currency,
        was?.totals.total,
        was?.customer?.name,
      ]);
    }
  });
});

describe("CSV of order lines", () => {
  it("can be imported by a shop in another zone as the same orders: lines, sums, names and tags", async () => {
    const actor = await shopIn("America/New_York");
    await addArticles(hub, actor, [{ sku: "B2", onHand: 100 }]);
    const place = (more: object) => execute(hub, actor, placeOrder, { channel: "web", currency: "USD", ...more });
    await place({
      externalId: "L-1",
      lines: [
        { sku: "A1", quantity: 3, unitPrice: 1999 },
        { sku: "B2", quantity: 2, unitPrice: 5 },
      ],
      shippingTotal: 450,
      discountTotal: 100,
      tags: ["gift", "vip"],
      customer: { name: '=Zoë, "Z"', email: "zoe@example.com" },
    });
    const { output: phoned } = await place({ lines: [{ sku: "B2", quantity: 1, unitPrice: 700 }] });
    const file = await fileOf(actor, { of: "order_lines" });
    const rows: Record<string, string>[] = parse(file, { columns: true });
    expect(rows.map(({ sku, quantity, total }) => [sku, quantity, total])).toEqual([
      ["B2", "1", "7.00"],
      ["A1", "3", "63.57"],
      ["B2", "2", ""],
    ]);

    const other = await shopIn("Asia/Kolkata");
    await addArticles(hub, other, [{ sku: "B2" }]);
    const done = await imports.import({ hub, actor: other }, file);
    expect(await reportsOf({ hub, actor: other }, done)).toEqual([]);
    expect(done).toMatchObject({ status: "done", progress: { ordersCreated: 2, rowsBooked: 3 } });
    const is = await importedOrder({ hub, actor: other }, "L-1");
    expect(is).toMatchObject({
      tags: ["gift", "vip"],
      totals: { shipping: 450, discount: 100, total: 6357 },
      customer: { name: '=Zoë, "Z"', email: "zoe@example.com" },
      lines: [
        { sku: "A1", quantity: 3, unitPrice: 1999 },
        { sku: "B2", quantity: 2, unitPrice: 5 },
      ],
    });
    const was = await importedOrder({ hub, actor }, "L-1");
    expect(is?.placedAt.slice(0, 19)).toBe(was?.placedAt.slice(0, 19));
    expect(await importedOrder({ hub, actor: other }, phoned.order.number)).toMatchObject({ totals: { total: 700 } });
  });

  it("has a row for each line, with the units that are not cancelled", async () => {
    const actor = await shopIn("Europe/London");
    const { output } = await execute(hub, actor, placeOrder, {
      channel: "web",
      lines: [{ sku: "A1", quantity: 5, unitPrice: 100 }],
    });
    const [line] = output.order.lines;
    const lines = [{ id: line?.id, quantity: 2 }];
    await execute(hub, actor, cancelOrder, { id: output.order.id, reason: "fewer", lines });
    const rows = await rowsOf(actor, { of: "order_lines" });
    expect(rows).toMatchObject([{ quantity: "3", cancelled: "2", unitPrice: "1.00", lineTotal: "3.00" }]);
  });
});

const placeAnother = (actor: Actor) =>
  execute(hub, actor, placeOrder, {
    channel: "web",
    externalId: "C-2",
    lines: [{ sku: "A1", quantity: 1 }],
    customer: { email: "a@example.com", name: "A" },
  });

describe.each(exportSubjects)("a file of %s", (of) => {
  it("puts the most wanted columns first and ids last, with every time in a form that spreadsheets parse", async () => {
    const actor = await shopIn("America/New_York");
    await placeAnother(actor);
    const [row = {}] = await rowsOf(actor, { of });
    const names = Object.keys(row);
    expect(names).toEqual([...csvColumns[of]]);
    const ids = names.filter((name) => /(^id|Id)$/.test(name) && name !== "externalId");
    expect(names.slice(-ids.length)).toEqual(ids);
    const times = names.filter((name) => /(^at|At)$/.test(name));
    expect(times.length).toBeGreaterThan(0);
    for (const name of times) {
      expect(row[name]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      expect(row[`${name}Offset`]).toMatch(/^UTC-0[45]:00$/);
    }
    expect(row["timeZone"]).toBe("America/New_York");
  });

  it("NDJSON keeps its columns and ISO instants, whatever the shop's time zone", async () => {
    const actor = await shopIn("America/New_York");
    await placeAnother(actor);
    const [line = "{}"] = (await fileOf(actor, { of, format: "ndjson" })).split("\n");
    const row: Record<string, unknown> = JSON.parse(line);
    expect(Object.keys(row)).toEqual([...ndjsonColumns[of]]);
    for (const name of Object.keys(row).filter((each) => /(^at|At)$/.test(each)))
      expect(row[name]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

it("CSV of products has prices as decimals with their currency", async () => {
  const actor = await createTestTenant(hub);
  await execute(hub, actor, createProduct, {
    title: "Mug",
    variants: [{ sku: "M", prices: { GBP: 1450, JPY: 2000, HUF: 100_050 } }],
  });
  const [row] = await rowsOf(actor, { of: "products" });
  expect(row?.["prices"]?.split(";").toSorted()).toEqual(["GBP 14.50", "HUF 1000.50", "JPY 2000"]);
});
