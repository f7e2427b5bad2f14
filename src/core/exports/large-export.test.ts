import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { getExport, startExport } from "./index.ts";
import { runExport } from "./run-export.ts";

/** 10,000 orders; 100,000 at full scale, where the limit applies. */
const ORDERS = process.env.SCALE === "full" ? 100_000 : 10_000;
/** Highest accepted share of the written bytes that stays in memory. */
const MOST_KEPT = 0.3;
/** Far more than needed, far less than a full-scale file. */
const HEAP_MB = 192;
const RUNNER = join(import.meta.dirname, "../../testing/servers/export-runner.ts");

let database: TestDatabase;
let bench: TestFiles;
let folder: string;
let hub: TestHub;
let actor: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createTestFiles();
  ({ folder } = bench);
  hub = createTestHub(database.url);
  actor = await createTestTenant(hub);
  await addOrders(ORDERS);
}, 300_000);
afterAll(async () => {
  await hub.close();
  await database.drop();
  await bench.close();
});

/** Inserts orders with two lines directly. */
async function addOrders(count: number): Promise<void> {
  const { sql } = hub.db;
  await sql`
    insert into orders (tenant_id, id, number, channel_id, payload_hash, external_id, status, payment_status,
      fulfillment_status, on_hold, currency, tax_mode, total, customer_name, customer_email, tags, line_count,
      unit_count, placed_at, search)
    select ${actor.tenantId}, gen_random_uuid(), 5000000 + n, k.id, '', 'L-' || n, 'delivered', 'paid', 'fulfilled', false,
      'GBP', 'included', n, 'Person ' || n, 'person' || n || '@example.com', '{}'::text[], 2, 3,
      now() - make_interval(mins => n), to_tsvector('simple', 'person' || n)
    from generate_series(1, ${count}::int) n
    join lateral (select id from channels where tenant_id = ${actor.tenantId} and code = 'web') k on true`;
  await sql`
    insert into order_lines (tenant_id, order_id, id, position, sku, name, quantity, unit_price, total)
    select o.tenant_id, o.id, gen_random_uuid(), n, 'SKU-' || n, 'An article with a name of some length', n, 100, 100 * n
    from orders o cross join generate_series(1, 2) n where o.tenant_id = ${actor.tenantId}`;
  await sql`analyze orders`;
  await sql`analyze order_lines`;
}

async function started(): Promise<string> {
  const { output } = await execute(hub, actor, startExport, { of: "orders" });
  return output.id;
}

const runner = (id: string, mode = "") =>
  spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, RUNNER, database.url, folder, actor.tenantId, id, mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });

interface Sample {
  /** Bytes written so far. */
  readonly bytes: number;
  /** Heap in use after garbage collection, bytes. */
  readonly alive: number;
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The share of the bytes written between the second and the last fifth of the export that stayed in memory. */
function kept(samples: readonly Sample[]): number {
  const fifth = (from: number) => samples.slice((samples.length * from) / 5, (samples.length * (from + 1)) / 5);
  const [early, late] = [fifth(1), fifth(4)];
  const of = (part: readonly Sample[], name: keyof Sample) => middle(part.map((sample) => sample[name]));
  return (of(late, "alive") - of(early, "alive")) / (of(late, "bytes") - of(early, "bytes"));
}

async function written(id: string, mode?: string): Promise<readonly Sample[]> {
  const child = runner(id, mode);
  const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
  const { samples }: { samples: Sample[] } = JSON.parse(printed);
  return samples;
}

const rowsSoFar = async (id: string) => (await execute(hub, actor, getExport, { id })).output.progress.rows;

/** Outside ids of all orders in a file, from its fourth column. */
async function namesIn(id: string, attempt: number): Promise<Set<string>> {
  const file = await readFile(join(folder, "exports", actor.tenantId, `${id}-${attempt}.csv`), "utf8");
  return new Set(file.split("\r\n").flatMap((line) => line.split(",")[3] ?? []));
}

describe("large exports", () => {
  it(`an export of ${ORDERS} orders is complete and keeps none of the written data in memory`, async () => {
    const id = await started();
    const samples = await written(id);
    const { output } = await execute(hub, actor, getExport, { id });
    expect(output).toMatchObject({ status: "done", progress: { rows: ORDERS } });
    expect((await namesIn(id, 1)).size).toBe(ORDERS + 1);
    const share = kept(samples);
    process.stdout.write(`${ORDERS} orders: ${output.progress.bytes} bytes, ${share.toFixed(3)} of them kept\n`);
    expect(share).toBeLessThan(MOST_KEPT);
  }, 300_000);

  it("the memory measurement detects an export that keeps its data", async () => {
    expect(kept(await written(await started(), "hold"))).toBeGreaterThan(2 * MOST_KEPT);
  }, 300_000);

  it("an export whose writer is killed is restarted by another process, and no partial file is ever visible", async () => {
    const id = await started();
    const child = runner(id);
    while ((await rowsSoFar(id)) === 0 && child.exitCode === null) await new Promise((wake) => setTimeout(wake, 5));
    child.kill("SIGKILL");
    await once(child, "exit");
    const seen = async () =>
      (await readdir(join(folder, "exports", actor.tenantId))).filter((name) => name.startsWith(id));
    expect((await execute(hub, actor, getExport, { id })).output.status).toBe("running");
    expect((await seen()).filter((name) => !name.endsWith(".part"))).toEqual([]);
    const { files } = bench;
    await hub.db
      .sql`update exports set lease_until = clock_timestamp() - interval '1 second' where tenant_id = ${actor.tenantId} and id = ${id}`;
    const job = { tenantId: actor.tenantId, exportId: id };
    const done = await runExport({ hub, files }, job, new AbortController().signal);
    expect(done).toMatchObject({ status: "done", progress: { rows: ORDERS } });
    expect((await namesIn(id, 2)).size).toBe(ORDERS + 1);
    await files.dropUnfinished(new Date(Date.now() + 1000));
    expect(await seen()).toEqual([`${id}-2.csv`]);
  }, 300_000);
});
