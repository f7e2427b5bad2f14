import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CpuQuota } from "./cpu-quota.ts";
import { FairQueue } from "./fair-queue.ts";
import { Pool } from "./pool.ts";

const LOOP = "($f := function($n){ $f($n + 1) }; $f(0))";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-pool-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function threadOf(program: string): Promise<string> {
  const file = join(folder, `${program.length}.mjs`);
  await writeFile(file, `import { parentPort } from "node:worker_threads";\n${program}`);
  return file;
}

describe("CPU limit of an expression", () => {
  it("counts its thread's CPU time: pausing the process for seconds costs it nothing", async () => {
    const program = `
      import { evaluate } from "#core/mapping/index.ts";
      await evaluate("1", {}, { tenantId: "one" });
      const running = evaluate("$sum([1..2000].($ * 2))", {}, { tenantId: "one" });
      process.stdout.write("asked ");
      console.log(await running);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "pipe" });
    let printed = "";
    child.stdout.on("data", (data) => {
      if (printed === "") {
        child.kill("SIGSTOP");
        void sleep(3000).then(() => child.kill("SIGCONT"));
      }
      printed += String(data);
    });
    await once(child, "close");
    expect(printed).toBe("asked 4002000\n");
  }, 60_000);

  it("exceeding it is a permanent error", async () => {
    const pool = new Pool(undefined, { cpuMs: 100, wallMs: 60_000 });
    await expect(pool.ask({ expression: LOOP, input: "{}" }, { tenantId: "one" })).rejects.toMatchObject({
      kind: "invalid",
      code: "mapping.timeout",
    });
  }, 60_000);

  it("a thread that got no CPU is not the expression's fault: it can be retried", async () => {
    const asleep = `
      parentPort.on("message", () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
      parentPort.postMessage({ cpuMs: 0 });`;
    const pool = new Pool(await threadOf(asleep), { cpuMs: 50, wallMs: 300 });
    await expect(pool.ask({ expression: "1", input: "{}" }, { tenantId: "one" })).rejects.toMatchObject({
      kind: "unavailable",
      code: "mapping.starved",
      retryAfterS: expect.any(Number),
    });
  }, 60_000);

  it("a thread that fails to start is not blamed on the expression", async () => {
    const pool = new Pool(await threadOf('throw new Error("no thread");'));
    await expect(pool.ask({ expression: "1" }, { tenantId: "one" })).rejects.toMatchObject({ code: "mapping.starved" });
  });
});

describe("tenants sharing the threads", () => {
  it("take turns: a tenant with endless loops delays another by at most one of them", async () => {
    const pool = new Pool(undefined, { cpuMs: 100, wallMs: 60_000 });
    const ended: string[] = [];
    const ask = (tenantId: string, expression: string) =>
      pool
        .ask({ expression, input: "{}" }, { tenantId })
        .catch(() => {})
        .finally(() => ended.push(tenantId));
    const loops = Array.from({ length: 12 }, () => ask("greedy", LOOP));
    await ask("modest", "1");
    expect(ended.length).toBeLessThanOrEqual(5);
    await Promise.all(loops);
  }, 120_000);

  it("wait in bounded lanes, served round-robin", () => {
    const queue = new FairQueue<string>({ lane: 3, all: 5 });
    expect(["a1", "a2", "a3", "a4"].map((item) => queue.push("a", item))).toEqual([
      undefined,
      undefined,
      undefined,
      "lane",
    ]);
    expect(["b1", "b2", "b3"].map((item) => queue.push("b", item))).toEqual([undefined, undefined, "all"]);
    expect(Array.from({ length: 6 }, () => queue.shift())).toEqual(["a1", "b1", "a2", "b2", "a3", undefined]);
    expect(queue.size).toBe(0);
  });

  it("have a CPU quota for trials, which refills with time", () => {
    let nowMs = 0;
    const quota = new CpuQuota({ burstMs: 1000, share: 0.1 }, () => nowMs);
    quota.charge("one", 900);
    expect(quota.waitMs("one")).toBe(0);
    quota.charge("one", 600);
    expect([quota.waitMs("one"), quota.waitMs("two")]).toEqual([5000, 0]);
    nowMs = 4000;
    expect(quota.waitMs("one")).toBe(1000);
    nowMs = 5000;
    expect(quota.waitMs("one")).toBe(0);
  });
});
