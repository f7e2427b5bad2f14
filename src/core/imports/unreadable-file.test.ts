import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { createImportBench, type ImportBench, importedOrder, ownFile, reportsOf } from "#testing/fixtures/imports.ts";
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

/** Each is 10¹⁴ minor units, the highest accepted. */
const dearOrders = (count: number) =>
  ownFile(...Array.from({ length: count }, (_, n) => `D-${n},2024-02-01,GBP,A,1000000,1000000.00,,,`));

describe("unreadable import files", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["an empty one", "", /empty/],
    ["a header alone", ownFile(), /no rows/],
    [
      "one without a column",
      "externalId,placedAt,currency,sku,quantity\nX,2024-01-01,GBP,A,1\n",
      /no column "unitPrice"/,
    ],
    ["one with semicolons", ownFile("A-1,2024-02-01,GBP,A,1,1,,,").replaceAll(",", ";"), /separated by semicolons/],
    ["one with tabs", ownFile("A-1,2024-02-01,GBP,A,1,1,,,").replaceAll(",", "\t"), /separated by tabs/],
    ["a column twice", `${ownFile().trim()},sku\n`, /twice/],
    ["UTF-16", Buffer.from(`\uFEFF${ownFile()}`, "utf16le"), /UTF-16/],
    ["a spreadsheet", Buffer.from("504b030414000600", "hex"), /spreadsheet/],
    ["bytes", Buffer.from([1, 0, 2, 0]), /not text/],
    [
      "one order of thousands of rows",
      ownFile(...Array.from({ length: 5001 }, () => "X,2024-02-01,GBP,A,1,1,,,")),
      /More than 5000 rows/,
    ],
    ["one whose orders come to more than 2⁵³ together", dearOrders(91), /come to more than can be added up/],
  ])("%s fails with the reason, and nothing is booked", async (_, content, reason) => {
    const failed = await bench.import({ hub, actor }, content);
    expect(failed).toMatchObject({
      status: "failed",
      error: expect.stringMatching(reason),
      progress: { rowsBooked: 0 },
    });
  });

  it("does not fail when its orders sum to more than an exact integer holds", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const done = await bench.import({ hub, actor }, dearOrders(90));
    const sum = 90 * 10 ** 14;
    expect(done).toMatchObject({ status: "done", progress: { ordersCreated: 90 } });
    expect(done.progress.money).toEqual([{ currency: "GBP", fileMinor: sum, bookedMinor: sum, reportedMinor: 0 }]);
  });

  it("accepts a byte order mark, capitals in the header, and either line end", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const content = ownFile("Ü-1,2024-05-01,GBP,A,1,1.00,,,")
      .replaceAll("\n", "\r\n")
      .replace("externalId", "\uFEFFEXTERNALID");
    expect(await bench.import({ hub, actor }, content)).toMatchObject({
      status: "done",
      progress: { ordersCreated: 1 },
    });
    expect(await importedOrder({ hub, actor }, "Ü-1")).toBeDefined();
  });

  it("rejects rows in another encoding instead of garbling names", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const done = await bench.import({ hub, actor }, Buffer.from(ownFile("Ü-1,2024-05-01,GBP,A,1,1.00,,,"), "latin1"));
    expect(await reportsOf({ hub, actor }, done)).toMatchObject([{ line: 2, code: "row.encoding" }]);
  });

  it("fails when the file does not exist or belongs to another tenant", async () => {
    const { id } = await bench.start({ hub, actor }, { key: `uploads/${actor.tenantId}/gone.csv` });
    expect(await bench.run({ hub, actor }, id)).toMatchObject({
      status: "failed",
      error: expect.stringContaining("gone.csv"),
    });
    const other = await createTestTenant(hub);
    const key = await bench.put(other, ownFile("X,2024-02-01,GBP,A,1,1,,,"));
    const stolen = { fileName: "f", fileKey: key, preset: "crossdock" };
    await expect(execute(hub, actor, startImport, stolen)).rejects.toMatchObject({ code: "import.unknown_file" });
  });
});
