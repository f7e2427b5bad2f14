import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createImportBench, type ImportBench, asRetail, retailFile } from "#testing/fixtures/imports.ts";
import type { Actor } from "../kernel/actor.ts";
import { execute } from "../runtime/execute.ts";
import type { ImportFiles } from "./files.ts";
import { cancelImport, claimImport, getImport, listImports } from "./index.ts";
import { reportCsv } from "./report-csv.ts";
import { runImport } from "./run-import.ts";

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

/** Waits until a statement waits for another transaction's lock; returns its backend's pid. */
async function untilSomebodyWaits(): Promise<number> {
  for (;;) {
    const [waiting] = await rival.db.sql<{ pid: number }[]>`
      select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    if (waiting !== undefined) return waiting.pid;
    await pause(5);
  }
}

/** As if its runner had made no progress until its lease expired. */
const leaseRunsOut = (id: string) =>
  hub.db
    .sql`update imports set lease_until = clock_timestamp() - interval '1 second' where tenant_id = ${actor.tenantId} and id = ${id}`;

describe("running an import", () => {
  const file = () => retailFile("1,A1,THING,4,12/1/10 8:26,2.50,7,France", "2,A1,THING,1,12/1/10 9:00,2.50,7,France");
  const queued = async () => bench.start({ hub, actor }, { key: await bench.put(actor, file()), ...asRetail });

  it("is exclusive to one runner, and is taken over when that is gone", async () => {
    const { id } = await queued();
    const tries = await Promise.allSettled([1, 2, 3, 4].map((n) => bench.run({ hub: n % 2 ? hub : rival, actor }, id)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const reasons = tries.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
    expect(reasons.every((code) => code === "import.taken" || code === "import.ended")).toBe(true);
    const other = await queued();
    await execute(hub, actor, claimImport, { id: other.id });
    await expect(bench.run({ hub, actor }, other.id)).rejects.toMatchObject({ code: "import.taken" });
    await leaseRunsOut(other.id);
    expect(await bench.run({ hub: rival, actor }, other.id)).toMatchObject({ status: "done" });
  });

  it("is safe with wrong machine clocks: leases use the database clock", async () => {
    const hourOff = (hours: number) => ({ ...rival, clock: () => new Date(Date.now() + hours * 3_600_000) });
    const { id } = await queued();
    await execute(hub, actor, claimImport, { id });
    await expect(bench.run({ hub: hourOff(1), actor }, id)).rejects.toMatchObject({ code: "import.taken" });

    await leaseRunsOut(id);
    await execute(hourOff(-1), actor, claimImport, { id });
    await expect(bench.run({ hub, actor }, id)).rejects.toMatchObject({ code: "import.taken" });

    await leaseRunsOut(id);
    expect(await bench.run({ hub: hourOff(-1), actor }, id, 1)).toMatchObject({ status: "done" });
  });

  it("rejects a runner whose lease was taken over", async () => {
    const { id } = await queued();
    let opened = 0;
    const files: ImportFiles = {
      ...bench.files,
      async openRead(key, from) {
        opened += 1;
        if (opened === 4) {
          // Claimed, header read, scanned: the next step would book.
          await leaseRunsOut(id);
          await bench.run({ hub: rival, actor }, id);
        }
        return bench.files.openRead(key, from);
      },
    };
    const slow = runImport({ hub, files }, { tenantId: actor.tenantId, importId: id }, new AbortController().signal);
    await expect(slow).rejects.toMatchObject({ code: "import.lease_lost" });
    expect((await execute(hub, actor, getImport, { id })).output).toMatchObject({
      status: "done",
      progress: { rowsRead: 2, ordersCreated: 2 },
    });
  });

  it("stops when cancelled, however slow the cancellation, keeps what it booked, and the file can be imported again", async () => {
    const { id } = await queued();
    let cancelling: Promise<unknown> | undefined;
    hub.race = async (point) => {
      if (point !== "imports.book:read" || cancelling !== undefined) return;
      cancelling = execute(rival, actor, cancelImport, { id });
      const slow = await untilSomebodyWaits();
      process.kill(slow, "SIGSTOP"); // long enough for the next chunk to come first
      setTimeout(() => process.kill(slow, "SIGCONT"), 500);
    };
    await expect(bench.run({ hub, actor }, id, 1)).rejects.toMatchObject({ code: "import.lease_lost" });
    hub.race = undefined;
    await cancelling;
    expect((await execute(hub, actor, getImport, { id })).output).toMatchObject({
      status: "cancelled",
      progress: { ordersCreated: 1 },
    });
    const rest = await queued();
    expect(await bench.run({ hub, actor }, rest.id)).toMatchObject({ progress: { ordersCreated: 1, unchanged: 1 } });
  });

  it("fails with a reason on an internal error, keeps what it booked, and the file can be imported again", async () => {
    const { id } = await queued();
    let chunks = 0;
    hub.race = async (point) => {
      chunks += Number(point === "imports.book:read");
      if (chunks === 2) throw new Error("a fault");
    };
    expect(await bench.run({ hub, actor }, id, 1)).toMatchObject({
      status: "failed",
      error: expect.stringContaining("on our side"),
      progress: { ordersCreated: 1 },
    });
    hub.race = undefined;
    expect(await bench.import({ hub, actor }, file(), asRetail)).toMatchObject({
      status: "done",
      progress: { ordersCreated: 1, unchanged: 1 },
    });
  });

  it("fails when the file changed since it began", async () => {
    const key = await bench.put(actor, file());
    const { id } = await bench.start({ hub, actor }, { key, ...asRetail });
    const stop = new AbortController();
    hub.race = async (point) => void (point === "imports.book:read" && stop.abort());
    const runtime = { hub, files: bench.files, chunk: { documents: 1, rows: 10 } };
    const stopped = runImport(runtime, { tenantId: actor.tenantId, importId: id }, stop.signal);
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    hub.race = undefined;
    const other = { ...bench.files, sha256: () => Promise.resolve("another") };
    const job = { tenantId: actor.tenantId, importId: id };
    const failed = await runImport({ hub, files: other }, job, new AbortController().signal);
    expect(failed).toMatchObject({ status: "failed", error: expect.stringContaining("not the one") });
  });

  it("releases its lease when stopped", async () => {
    const { id } = await queued();
    const stop = new AbortController();
    hub.race = async (point) => {
      if (point === "imports.book:read") stop.abort();
    };
    const runtime = { hub, files: bench.files, chunk: { documents: 1, rows: 10 } };
    await expect(runImport(runtime, { tenantId: actor.tenantId, importId: id }, stop.signal)).rejects.toMatchObject({
      name: "AbortError",
    });
    hub.race = undefined;
    expect(await bench.run({ hub: rival, actor }, id)).toMatchObject({
      status: "done",
      progress: { ordersCreated: 2 },
    });
  });

  it("stores its progress: list, get, and an event per chunk", async () => {
    const { id } = await queued();
    await bench.run({ hub, actor }, id, 1);
    const { output } = await execute(hub, actor, listImports, { status: "done" });
    expect(output.data).toMatchObject([
      { id, status: "done", fileName: "orders.csv", progress: { rowsTotal: 2, rowsRead: 2 } },
    ]);
    const progress = output.data[0]?.progress;
    expect(progress?.bytes).toBe(progress?.totalBytes);
    const events = await hub.db.sql<{ type: string }[]>`
      select type from events where tenant_id = ${actor.tenantId} and subject_id = ${id} order by sequence`;
    expect(events.map(({ type }) => type)).toEqual([
      "import.started",
      "import.progressed",
      "import.progressed",
      "import.finished",
    ]);
    const orders = await hub.db.sql<{ transport: string }[]>`
      select distinct transport from events where tenant_id = ${actor.tenantId} and type = 'order.imported'`;
    expect([...orders]).toEqual([{ transport: "import" }]);
  });

  it("escapes spreadsheet formulas in rejected rows", async () => {
    const { id } = await bench.import({ hub, actor }, retailFile("-9,A1,THING,0,12/1/10 8:26,2.50,7,France"), asRetail);
    let text = "";
    for await (const piece of reportCsv(hub, actor, id)) text += piece;
    expect(text.split("\r\n")[1]).toBe(
      '2,row.number,"""-9"" is not an invoice number.","\'-9,A1,THING,0,12/1/10 8:26,2.50,7,France"',
    );
  });

  it("returns the rejected rows as CSV, over as many pages as there are", async () => {
    const rows = Array.from({ length: 1100 }, (_, i) => `${i + 1},A1,"A ""thing""",0,12/1/10 8:26,2.50,7,France`);
    const { id } = await bench.import({ hub, actor }, retailFile(...rows), asRetail);
    const pieces: string[] = [];
    for await (const piece of reportCsv(hub, actor, id)) pieces.push(piece);
    const lines = pieces.join("").split("\r\n");
    expect(lines).toHaveLength(1102);
    expect(lines[0]).toBe("line,code,reason,row");
    expect(lines[1]).toBe('2,row.quantity,The quantity is 0.,"1,A1,""A """"thing"""""",0,12/1/10 8:26,2.50,7,France"');
  });
});
