import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { cancelExport, claimExport, getExport, getExportFile, listExports, startExport } from "./index.ts";
import { runExport } from "./run-export.ts";
import type { ExportView } from "./schemas.ts";

let database: TestDatabase;
let bench: TestFiles;
let folder: string;
let files: TestFiles["files"];
let hub: TestHub;
let rival: TestHub;
let actor: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createTestFiles();
  ({ folder } = bench);
  ({ files } = bench);
  hub = createTestHub(database.url, { files });
  rival = createTestHub(database.url, { files });
});
afterAll(async () => {
  await Promise.all([hub.close(), rival.close()]);
  await database.drop();
  await bench.close();
});
beforeEach(async () => {
  hub.race = undefined;
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A1", onHand: 10_000 }]);
});

const never = new AbortController().signal;

const place = (externalId: string, over: object = {}) =>
  execute(hub, actor, placeOrder, { channel: "web", externalId, lines: [{ sku: "A1", quantity: 2 }], ...over });

async function start(input: object): Promise<ExportView> {
  return (await execute(hub, actor, startExport, input)).output;
}

const run = (id: string, on: TestHub = hub, signal = never) =>
  runExport({ hub: on, files, tellEveryMs: 0 }, { tenantId: actor.tenantId, exportId: id }, signal);

async function textOf(id: string): Promise<string> {
  const { output } = await execute(hub, actor, getExportFile, { id });
  return readFile(join(folder, output.key), "utf8");
}

/** The file as an independent parser reads it. */
async function rowsOf(id: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = parse(await textOf(id), { columns: true, relax_quotes: false });
  return rows;
}

const mine = async () => await readdir(join(folder, "exports", actor.tenantId)).catch(() => []);

describe("exports", () => {
  it("write amounts with ISO 4217 decimals, so that an import restores what was exported", async () => {
    const line = (unitPrice: number) => ({ lines: [{ sku: "A1", quantity: 1, unitPrice }] });
    await place("H-1", { currency: "HUF", ...line(100_050) });
    await place("I-1", { currency: "IQD", ...line(1_234_567) });
    await place("J-1", { currency: "JPY", ...line(1234) });
    const { id } = await start({
      of: "orders",
      columns: ["currency", "totalMinor", "total"],
      filters: { sort: "placedAt" },
    });
    await run(id);
    expect(await rowsOf(id)).toEqual([
      { currency: "HUF", totalMinor: "100050", total: "1000.50" },
      { currency: "IQD", totalMinor: "1234567", total: "1234.567" },
      { currency: "JPY", totalMinor: "1234", total: "1234" },
    ]);
  });

  it("contain every matching order exactly once, with amounts in minor units and their currency", async () => {
    await Promise.all(Array.from({ length: 30 }, (_, at) => place(`X-${at}`, { tags: at < 10 ? ["gift"] : [] })));
    const { id } = await start({ of: "orders", filters: { tag: "gift", sort: "placedAt" } });
    const done = await run(id);
    expect(done).toMatchObject({ status: "done", progress: { rows: 10 }, error: null });
    const rows = await rowsOf(id);
    expect(new Set(rows.map((row) => row["externalId"]))).toEqual(
      new Set(Array.from({ length: 10 }, (_, at) => `X-${at}`)),
    );
    expect(rows[0]).toMatchObject({ currency: "GBP", totalMinor: "590", total: "5.90", channel: "web", tags: "gift" });
    expect(Buffer.byteLength(await textOf(id))).toBe(done.progress.bytes);
    expect(await files.sha256(`exports/${actor.tenantId}/${id}-1.csv`)).toBe(done.sha256);
  });

  it("are one snapshot: orders placed while the file is written are not in it", async () => {
    await Promise.all(Array.from({ length: 1100 }, (_, at) => place(`Y-${at}`)));
    const { id } = await start({ of: "orders", columns: ["externalId"], filters: { sort: "placedAt" } });
    const slow: TestFiles["files"] = {
      ...files,
      async write(key, source, limits) {
        async function* watched() {
          let pieces = 0;
          for await (const piece of source) {
            if (pieces++ === 1) await place("late");
            yield piece;
          }
        }
        return files.write(key, watched(), limits);
      },
    };
    await runExport({ hub, files: slow }, { tenantId: actor.tenantId, exportId: id }, never);
    const names = (await rowsOf(id)).map((row) => row["externalId"]);
    expect(new Set(names).size).toBe(1100);
    expect(names).toHaveLength(1100);
    expect(names).not.toContain("late");
  });

  it("escape spreadsheet formulas, and keep quotes, commas, line ends and numbers", async () => {
    const names = ['=cmd|"/c calc"!A0', "+SUM(A1)", "@x", "-1+1", 'A "quoted", name', "Zoë\nline", "＝1+1", " @x"];
    for (const [at, name] of names.entries())
      await place(`F-${at}`, { customer: { name }, discountTotal: at === 0 ? 590 : 0 });
    const { id } = await start({
      of: "orders",
      columns: ["externalId", "customerName", "dueMinor"],
      filters: { sort: "placedAt" },
    });
    await run(id);
    const rows = await rowsOf(id);
    const read = Object.fromEntries(rows.map((row) => [row["externalId"], row["customerName"]]));
    expect(read).toEqual({
      "F-0": `'=cmd|"/c calc"!A0`,
      "F-1": "'+SUM(A1)",
      "F-2": "'@x",
      "F-3": "'-1+1",
      "F-4": 'A "quoted", name',
      "F-5": "Zoë\nline",
      "F-6": "'＝1+1",
      "F-7": "'@x",
    });
    expect((await textOf(id)).startsWith("externalId,customerName,dueMinor\r\n")).toBe(true);
  });

  it.each(["orders", "order_lines", "products", "customers", "stock", "audit"] as const)(
    "writes %s as one JSON object a line",
    async (of) => {
      await place("N-1", { customer: { email: "a@example.com", name: "A" } });
      const { id, columns } = await start({ of, format: "ndjson" });
      await run(id);
      const lines = (await textOf(id)).trimEnd().split("\n");
      for (const line of lines) expect(Object.keys(JSON.parse(line))).toEqual(columns);
      expect(lines.length).toBeGreaterThan(0);
    },
  );

  it("are written by one runner at a time, by the database clock, and restarted by the next one", async () => {
    await place("R-1");
    const { id } = await start({ of: "orders" });
    const job = { id };
    await execute(rival, actor, claimExport, job);
    await expect(run(id)).rejects.toMatchObject({ code: "export.taken" });
    const ahead = { ...hub, clock: () => new Date(Date.now() + 3_600_000) };
    await expect(run(id, ahead)).rejects.toMatchObject({ code: "export.taken" });
    await hub.db
      .sql`update exports set lease_until = clock_timestamp() - interval '1 second' where tenant_id = ${actor.tenantId} and id = ${id}`;
    await run(id);
    expect(await mine()).toEqual([`${id}-2.csv`]);
  });

  it("leave no file when cancelled midway", async () => {
    await place("C-1");
    const { id } = await start({ of: "orders" });
    const cancelling: TestFiles["files"] = {
      ...files,
      async write(key, source, limits) {
        await execute(rival, actor, cancelExport, { id });
        return files.write(key, source, limits);
      },
    };
    const running = runExport({ hub, files: cancelling }, { tenantId: actor.tenantId, exportId: id }, never);
    await expect(running).rejects.toMatchObject({ code: "export.lease_lost" });
    expect(await mine()).toEqual([]);
    expect((await execute(hub, actor, getExport, { id })).output.status).toBe("cancelled");
    await expect(execute(hub, actor, getExportFile, { id })).rejects.toMatchObject({ code: "export.not_ready" });
  });

  it("fail with a readable reason when the file store fails repeatedly", async () => {
    const { id } = await start({ of: "orders" });
    const broken: TestFiles["files"] = { ...files, write: () => Promise.reject(new Error("the disk is full")) };
    const attempt = () => runExport({ hub, files: broken }, { tenantId: actor.tenantId, exportId: id }, never);
    for (let tries = 0; tries < 4; tries += 1) await expect(attempt()).rejects.toThrow("the disk is full");
    expect(await attempt()).toMatchObject({ status: "failed", error: { code: "export.given_up" } });
  });

  it("are visible only with the list's read scope, and only to their creator", async () => {
    const { id } = await start({ of: "orders" });
    const keeper: Actor = { ...actor, type: "api_key", id: "keeper", scopes: new Set(["products:read"]) };
    await expect(execute(hub, keeper, startExport, { of: "orders" })).rejects.toMatchObject({ kind: "forbidden" });
    await expect(execute(hub, keeper, getExport, { id })).rejects.toMatchObject({ kind: "forbidden" });
    await expect(execute(hub, keeper, cancelExport, { id })).rejects.toMatchObject({ kind: "forbidden" });
    expect((await execute(hub, keeper, listExports, {})).output.data).toEqual([]);
    expect((await execute(hub, keeper, startExport, { of: "products" })).output.status).toBe("queued");
    const stranger = await createTestTenant(hub);
    await expect(execute(hub, stranger, getExport, { id })).rejects.toMatchObject({ kind: "not_found" });
  });

  it("reject unknown filters, columns and subjects", async () => {
    await expect(start({ of: "orders", filters: { colour: "red" } })).rejects.toMatchObject({
      errors: [{ pointer: "/filters/colour" }],
    });
    await expect(start({ of: "stock", columns: ["number"] })).rejects.toMatchObject({
      errors: [{ pointer: "/columns/0" }],
    });
    await expect(start({ of: "orders", columns: ["id", "id"] })).rejects.toMatchObject({ kind: "invalid" });
    await expect(start({ of: "secrets" })).rejects.toMatchObject({ kind: "invalid" });
  });
});
