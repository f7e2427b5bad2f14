import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { cancelJob, getJob, listJobs, listQueues, redriveAll, redriveJob, retryJob, runNow } from "#core/jobs/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTestTenant } from "#testing/fixtures/hub.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { job } from "./job.ts";
import { type Runner, startRunner } from "./runner.ts";

const shop = testShop();
const log = { info: () => {}, warn: () => {}, error: () => {} };
const runners: Runner[] = [];
const done: string[] = [];
let isBroken = true;

const payload = z.object({ tenantId: z.string(), n: z.string() });
const flaky = job({
  name: "test.flaky",
  description: "Fails until it is repaired.",
  data: payload,
  retry: { limit: 0, delayS: 0 },
  leaseS: 30,
  run: async (_, { n }) => {
    if (isBroken) throw new Error("not repaired yet");
    done.push(n);
  },
});
const slow = job({ ...flaky, name: "test.slow", retry: { limit: 3, delayS: 600 } });
const urgent = job({ ...flaky, name: "test.urgent", priority: 5 });
const nightly = job({
  name: "test.nightly",
  description: "A job of this test.",
  data: z.object({ tenantId: z.string().optional() }),
  retry: { limit: 0, delayS: 0 },
  leaseS: 30,
  schedule: "30 3 * * *",
  perTenant: true,
  needs: ["orders:write"],
  run: async (_, { tenantId = "all" }) => void done.push(tenantId),
});
const global = job({ ...nightly, name: "test.global", perTenant: false });

/** A runner as in every process; both test processes share its control. */
async function start({ works }: { works: boolean }): Promise<Runner> {
  const jobs = [flaky, slow, urgent, nightly, global];
  const runner = await startRunner({ hub: shop.hub, log, jobs, onError: log.error });
  runners.push(runner);
  shop.hub.jobs = runner.control;
  shop.rival.jobs = runner.control;
  if (works) await runner.work();
  return runner;
}

beforeEach(() => {
  isBroken = true;
  done.length = 0;
});
// A worker of an earlier test would take the jobs of the next.
afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.stop())));

const parked = async () => (await shop.run(listJobs, { queue: "test.flaky", state: "parked" })).data;
const queue = async (name: string, actor: Actor = shop.actor) => {
  const { output } = await execute(shop.hub, actor, listQueues, {});
  return output.data.find((each) => each.name === name);
};
const mine = (n: string) => ({ tenantId: shop.actor.tenantId, n });
const waiting = (name: string) => shop.run(listJobs, { queue: name, limit: 100 }).then(({ data }) => data);

describe("jobs without a worker", () => {
  it("show no queue before one was created", async () => {
    expect(await shop.run(listQueues, {})).toEqual({ data: [], nextCursor: null });
    expect(await shop.run(listJobs, {})).toEqual({ data: [], nextCursor: null });
    await expect(shop.run(runNow, { queue: "test.nightly" })).rejects.toMatchObject({ code: "job.no_queue" });
  });

  it("belong to the tenant in their payload: other tenants neither see nor change them", async () => {
    const runner = await start({ works: false });
    await runner.enqueue(flaky, mine("a"));
    const [row] = await waiting("test.flaky");
    expect(row).toMatchObject({ state: "waiting", summary: "n a", tries: 0, maxTries: 1 });
    const stranger = await createTestTenant(shop.hub);
    const id = row?.id;
    const touched = await Promise.allSettled([
      execute(shop.hub, stranger, getJob, { id }),
      execute(shop.hub, stranger, cancelJob, { id }),
      execute(shop.hub, stranger, retryJob, { id }),
      execute(shop.hub, stranger, redriveJob, { id }),
    ]);
    for (const each of touched) expect(each).toMatchObject({ status: "rejected", reason: { kind: "not_found" } });
    expect((await execute(shop.hub, stranger, listJobs, {})).output.data).toEqual([]);
    expect(await queue("test.flaky", stranger)).toMatchObject({ waiting: 0, oldestWaitingAt: null });
    expect(await queue("test.flaky")).toMatchObject({ waiting: 1, description: "Fails until it is repaired." });
    expect(await shop.run(getJob, { id: row?.id })).toMatchObject({ payload: mine("a"), eventId: null });
  });

  it("are cancelled and resumed", async () => {
    const runner = await start({ works: false });
    await runner.enqueue(slow, mine("a"), { delayS: 3600 });
    const [row] = await waiting("test.slow");
    expect(Date.parse(row?.dueAt ?? "") - Date.now()).toBeGreaterThan(3_500_000);
    expect(await shop.run(cancelJob, { id: row?.id })).toMatchObject({ state: "cancelled" });
    await expect(shop.run(cancelJob, { id: row?.id })).rejects.toMatchObject({ code: "job.not_cancellable" });
    expect(await shop.run(retryJob, { id: row?.id })).toMatchObject({ state: "waiting" });
    await shop.run(retryJob, { id: row?.id });
    expect(await shop.run(getJob, { id: row?.id })).toMatchObject({ state: "waiting" });
    expect(Date.parse((await waiting("test.slow"))[0]?.dueAt ?? "")).toBeLessThanOrEqual(Date.now());
  });

  it("are cancelled once under concurrent requests", async () => {
    const runner = await start({ works: false });
    await runner.enqueue(slow, mine("a"));
    const [row] = await waiting("test.slow");
    const cancel = (hub = shop.hub) => shop.run(cancelJob, { id: row?.id }, { hub });
    const rival = await shop.raced("jobs.cancel:read", cancel, () => cancel());
    expect(rival).toMatchObject({ code: "job.not_cancellable" });
  });

  it("show a schedule's next run, and run it once, at once, on request", async () => {
    await start({ works: false });
    const before = await queue("test.nightly");
    expect(before).toMatchObject({ schedule: "30 3 * * *", waiting: 0, lastRunAt: null });
    expect(before?.nextRunAt).toMatch(/T03:30:00\.000Z$/);
    const ask = (hub = shop.hub) => shop.run(runNow, { queue: "test.nightly" }, { hub });
    const settled = await Promise.allSettled([ask(), ask(shop.rival), ask()]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await queue("test.nightly")).toMatchObject({ waiting: 1 });
    await expect(shop.run(runNow, { queue: "test.flaky" })).rejects.toMatchObject({ code: "job.not_scheduled" });
  });

  it("run a schedule for the requesting tenant only, with the scopes its work requires", async () => {
    done.length = 0;
    await start({ works: true });
    await expect(shop.run(runNow, { queue: "test.global" })).rejects.toMatchObject({
      kind: "forbidden",
      code: "job.global_schedule",
    });
    const manager: Actor = { ...shop.actor, type: "user", scopes: new Set(["jobs:read", "jobs:write"]) };
    const asked = execute(shop.hub, manager, runNow, { queue: "test.nightly" });
    await expect(asked).rejects.toMatchObject({ code: "auth.forbidden", details: { scope: "orders:write" } });
    await shop.run(runNow, { queue: "test.nightly" });
    await expect.poll(() => done).toContain(shop.actor.tenantId);
    expect(done).not.toContain("all");
    expect(await queue("test.global")).toMatchObject({ canRunNow: false });
    expect(await queue("test.nightly")).toMatchObject({ canRunNow: true });
  });

  it("are paged correctly when queued in the same instant", async () => {
    const runner = await start({ works: false });
    await Promise.all(Array.from({ length: 7 }, (_, n) => runner.enqueue(urgent, mine(String(n)))));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await shop.run(listJobs, { queue: "test.urgent", limit: 3, cursor });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(7);
  });
});

describe("failed jobs", () => {
  it("are parked after their last attempt, and a redrive runs them again, once", async () => {
    const runner = await start({ works: true });
    await runner.enqueue(flaky, mine("a"));
    await expect.poll(parked).toHaveLength(1);
    const [letter] = await parked();
    expect(letter).toMatchObject({ queue: "test.flaky", tries: 1, maxTries: 1, lastError: "not repaired yet" });
    expect(await queue("test.flaky")).toMatchObject({ parked: 1, failed: 1 });
    isBroken = false;
    const redrive = (hub = shop.hub) => shop.run(redriveJob, { id: letter?.id }, { hub });
    const settled = await Promise.allSettled([redrive(), redrive(shop.rival), redrive()]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect.poll(() => done).toEqual(["a"]);
    await expect.poll(() => queue("test.flaky")).toMatchObject({ parked: 0, failed: 0, completed: 1 });
  }, 20_000);

  it("are redriven all at once, while other tenants' stay parked", async () => {
    const runner = await start({ works: true });
    const stranger = await createTestTenant(shop.hub);
    for (const n of ["a", "b", "c"]) await runner.enqueue(flaky, mine(n));
    await runner.enqueue(flaky, { tenantId: stranger.tenantId, n: "theirs" });
    await expect.poll(parked).toHaveLength(3);
    await expect.poll(() => queue("test.flaky", stranger)).toMatchObject({ parked: 1 });
    isBroken = false;
    const all = (hub = shop.hub) => shop.run(redriveAll, { queue: "test.flaky" }, { hub });
    const moved = await Promise.all([all(), all(shop.rival)]);
    expect(moved.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    await expect.poll(() => done.toSorted()).toEqual(["a", "b", "c"]);
    expect(await queue("test.flaky", stranger)).toMatchObject({ parked: 1 });
  }, 20_000);

  it("are retried at once on request", async () => {
    const runner = await start({ works: true });
    await runner.enqueue(slow, mine("a"));
    await expect
      .poll(() => waiting("test.slow"))
      .toMatchObject([{ state: "retrying", tries: 1, lastError: "not repaired yet" }]);
    const [row] = await waiting("test.slow");
    const delay = Date.parse(row?.dueAt ?? "") - Date.now();
    expect(delay).toBeGreaterThan(590_000); // 600 s at least, plus jitter of up to as much again
    expect(delay).toBeLessThan(1_201_000);
    isBroken = false;
    expect(await shop.run(retryJob, { id: row?.id })).toMatchObject({ state: "retrying" });
    await expect.poll(() => done, { timeout: 5000 }).toEqual(["a"]);
  }, 20_000);
});
