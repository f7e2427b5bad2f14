import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { PARKED } from "./job-control.ts";
import { job, type Job } from "./job.ts";
import { type Runner, startRunner } from "./runner.ts";

let database: TestDatabase;
let hub: TestHub;
let actor: Actor;
const runners: Runner[] = [];
const complaints: object[] = [];
const log = { info: () => {}, warn: () => {}, error: (details: object) => void complaints.push(details) };

beforeAll(async () => {
  database = await createTestDatabase();
  hub = createTestHub(database.url);
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
});
afterAll(async () => {
  await Promise.all(runners.map((runner) => runner.stop()));
  await hub.close();
  await database.drop();
});

async function start(jobs: readonly Job[]): Promise<Runner> {
  const runner = await startRunner({ hub, log, jobs, onError: (error) => void complaints.push({ error }) });
  runners.push(runner);
  return runner;
}

it("starts in several processes at once over a database without queues", async () => {
  const fresh = await createTestDatabase();
  const hubs = [1, 2, 3, 4].map(() => createTestHub(fresh.url));
  const onError = (error: unknown) => void complaints.push({ error });
  const started = await Promise.all(hubs.map((each) => startRunner({ hub: each, log, jobs: [], onError })));
  for (const { db } of hubs) expect(await db.listener`select 1 as one`).toHaveLength(1);
  await Promise.all(started.map((runner) => runner.stop()));
  await Promise.all(hubs.map((each) => each.close()));
  await fresh.drop();
});

it("queues a job with its event, notifies its worker at once, and runs it once", async () => {
  const seen: { at: number; intentId: string }[] = [];
  const ask = job({
    name: "payments.ask",
    description: "A job of this test.",
    on: ["payment.requested"],
    data: z.object({ tenantId: z.string(), intentId: z.string() }),
    retry: { limit: 1, delayS: 1 },
    leaseS: 30,
    run: async (_, { intentId }) => void seen.push({ at: performance.now(), intentId }),
  });
  const [first, second] = [await start([ask]), await start([ask])];
  await Promise.all([first.work(), second.work()]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await hub.relay(); // what the test starts late exists before its clock runs
  await execute(hub, actor, placeOrder, {
    channel: "web",
    lines: [{ sku: "A", quantity: 1 }],
    payment: { method: "test" },
  });
  const relayedAt = performance.now();
  await hub.relay();
  await expect.poll(() => seen.length, { interval: 5 }).toBe(1);
  expect((seen[0]?.at ?? 0) - relayedAt).toBeLessThan(1000);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(seen).toHaveLength(1);
});

it("parks a payload that it cannot parse, and continues", async () => {
  const done: number[] = [];
  const count = job({
    name: "test.count",
    description: "A job of this test.",
    data: z.strictObject({ n: z.int() }),
    retry: { limit: 0, delayS: 0 },
    leaseS: 30,
    run: async (_, { n }) => void done.push(n),
  });
  const runner = await start([count]);
  await runner.work();
  await runner.enqueue(count, { n: 1 });
  await hub.db.sql`insert into jobs.job (name, data, dead_letter) values ('test.count', '{"n":"two"}', ${PARKED})`;
  await runner.enqueue(count, { n: 3 });
  await expect.poll(() => done.length).toBe(2);
  await expect
    .poll(() => hub.db.sql`select source_name, data from jobs.job where name = ${PARKED}`)
    .toEqual([{ source_name: "test.count", data: { n: "two" } }]);
});

it("retries a failed job as often as its policy allows", async () => {
  let tries = 0;
  const fails = job({
    name: "test.fails",
    description: "A job of this test.",
    data: z.object({}),
    retry: { limit: 2, delayS: 0 },
    leaseS: 30,
    run: async () => {
      tries += 1;
      if (tries < 3) throw new Error("not yet");
    },
  });
  const runner = await start([fails]);
  await runner.work();
  await runner.enqueue(fails, {});
  await expect.poll(() => tries, { timeout: 15_000 }).toBe(3);
});
