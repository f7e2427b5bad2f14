import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import {
  createImportBench,
  type ImportBench,
  asRetail,
  importedOrder,
  reportsOf,
  retailFile,
} from "#testing/fixtures/imports.ts";
import type { Actor } from "../kernel/actor.ts";
import { execute } from "../runtime/execute.ts";
import { startImport } from "./index.ts";

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

describe("the online-retail preset", () => {
  const sale = "1,A1,THING,4,12/1/10 8:26,2.50,7,France";

  it("subtracts discounts, keeps charges as lines, and merges codes that differ in case", async () => {
    const done = await bench.import(
      { hub, actor },
      retailFile(
        sale,
        "1,a1,THING,1,12/1/10 8:26,2.50,7,France",
        "1,POST,POSTAGE,1,12/1/10 8:26,18,7,France",
        "1,D,Discount,-1,12/1/10 8:26,1.50,7,France",
      ),
      asRetail,
    );
    expect(done.progress).toMatchObject({
      ordersCreated: 1,
      charges: 1,
      discounts: 1,
      productsCreated: 1,
      rowsBooked: 4,
    });
    expect(await importedOrder({ hub, actor }, "1")).toMatchObject({
      totals: { subtotal: 3050, discount: 150, total: 2900, paid: 2900 },
      lines: [{ sku: "A1" }, { sku: "A1" }, { kind: "charge", sku: "POST", delivered: 0 }],
    });
  });

  it("turns one cancellation into a return and a credit note, line by line", async () => {
    const done = await bench.import(
      { hub, actor },
      retailFile(
        sale,
        "C2,A1,THING,-3,12/2/10 8:26,2.50,7,France",
        "C2,B2,NEVER SOLD,-1,12/2/10 8:26,9.99,7,France",
        "C2,POST,POSTAGE,-1,12/2/10 8:26,18,7,France",
      ),
      asRetail,
    );
    expect(done.progress).toMatchObject({ returns: 1, creditNotes: 1, rowsBooked: 4, rowsReported: 0 });
    expect(done.progress.money).toEqual([{ currency: "GBP", fileMinor: -2549, bookedMinor: -2549, reportedMinor: 0 }]);
    expect(await importedOrder({ hub, actor }, "1")).toMatchObject({
      status: "delivered",
      paymentStatus: "partially_refunded",
      fulfillmentStatus: "partially_returned",
      version: 2,
      totals: { paid: 1000, refunded: 750 },
      lines: [{ returned: 3 }],
    });
  });

  it("never writes off reserved units", async () => {
    await addArticles(hub, actor, [{ sku: "A1", onHand: 10 }]);
    await hub.db.sql`update stock_levels set reserved = 8 where tenant_id = ${actor.tenantId}`;
    await bench.import({ hub, actor }, retailFile("1,A1,,-5,12/1/10 8:26,0,,United Kingdom"), asRetail);
    const [level] = await hub.db.sql`select on_hand, reserved from stock_levels where tenant_id = ${actor.tenantId}`;
    expect(level).toEqual({ on_hand: 8, reserved: 8 });
    const moved = await hub.db.sql`
      select type, quantity, on_hand_after from stock_movements where tenant_id = ${actor.tenantId} and reference = '1' order by id`;
    expect([...moved]).toEqual([
      { type: "opening", quantity: 3, on_hand_after: 13 },
      { type: "write_off", quantity: -5, on_hand_after: 8 },
    ]);
  });

  it("names an unnamed article as soon as a file names it", async () => {
    await bench.import(
      { hub, actor },
      retailFile("1,A1,,5,12/1/10 8:26,0,,UK", "2,A1,amazon,5,12/1/10 8:26,0,,UK", sale.replace("1,", "3,")),
      {
        ...asRetail,
        documents: 1,
      },
    );
    const [product] = await hub.db.sql`
      select p.title, v.prices from products p join variants v on v.product_id = p.id where p.tenant_id = ${actor.tenantId}`;
    expect(product).toEqual({ title: "THING", prices: { GBP: 250 } });
  });

  it.each([
    ["a cancellation that sells", "C1,A1,THING,4,12/1/10 8:26,2.50,7,France", "row.quantity"],
    ["a negative sale", "1,A1,THING,-4,12/1/10 8:26,2.50,7,France", "row.quantity"],
    ["a correction of the books", "A1,B,Adjust bad debt,1,12/1/10 8:26,-11062.06,,UK", "row.amount"],
    ["a day that is none", "1,A1,THING,4,13/31/10 8:26,2.50,7,France", "row.date"],
    ["a discount alone", "1,D,Discount,-1,12/1/10 8:26,2.50,7,France", "document.empty"],
  ])("reports %s", async (_, row, code) => {
    const done = await bench.import({ hub, actor }, retailFile(row), asRetail);
    expect(done.status).toBe("done");
    expect(await reportsOf({ hub, actor }, done)).toMatchObject([{ line: 2, code, raw: row }]);
  });

  it("can only be imported as history", async () => {
    const live = {
      fileName: "f",
      fileKey: `uploads/${actor.tenantId}/f.csv`,
      preset: "online-retail",
      options: { asHistory: false },
    };
    await expect(execute(hub, actor, startImport, live)).rejects.toMatchObject({ code: "import.only_history" });
  });
});
