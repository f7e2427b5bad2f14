import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

const HOUR_MS = 3_600_000;

async function lasted(work: Promise<void>): Promise<number> {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
}

/** Callers waited for long enough to dominate the load average. */
async function busy(pace: Pace): Promise<void> {
  pace.enter();
  await expect.poll(() => pace.share(), { interval: 50 }).toBeGreaterThan(0.95);
}

describe("background work", () => {
  it("pauses the minimum time while there are no callers", async () => {
    const pace = new Pace();
    expect(await lasted(pace.rest({ leastMs: 5, mostMs: HOUR_MS }))).toBeGreaterThanOrEqual(4);
    expect(pace.share()).toBe(0);
  });

  it("pauses longer while callers wait, but never stops", async () => {
    const pace = new Pace();
    await busy(pace);
    expect(await lasted(pace.rest({ leastMs: 5, mostMs: 300 }))).toBeGreaterThan(250);
    expect(pace.share()).toBeGreaterThan(0.95);
  });

  it("resumes when callers are gone", async () => {
    const pace = new Pace();
    await busy(pace);
    const resting = pace.rest({ leastMs: 5, mostMs: HOUR_MS });
    pace.leave();
    await resting;
    expect(pace.share()).toBeLessThan(0.01);
  });

  it("does not pause once stopped", async () => {
    const pace = new Pace();
    await busy(pace);
    const end = new AbortController();
    const resting = pace.rest({ leastMs: HOUR_MS, mostMs: HOUR_MS }, end.signal);
    end.abort();
    expect(await lasted(resting)).toBeLessThan(HOUR_MS);
  });
});
