import { assert, double, integer, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { pauseAfter } from "#core/kernel/circuit.ts";
import { FAILING_MS, noticeAfter, retryAfterOf, verdictOf, waitAfter } from "./schedule.ts";

const outcome = (status: number | null, retryAfterMs: number | null = null) => ({ status, error: null, retryAfterMs });

describe("the retry schedule", () => {
  it("succeeds on 2xx only, and ends after at most ten attempts", () => {
    assert(
      property(integer({ min: 100, max: 599 }), double({ min: 0, max: 1, noNaN: true }), (status, chance) => {
        const good = status >= 200 && status < 300;
        expect(verdictOf(outcome(status)) === "succeeded").toBe(good);
        expect(good ? null : waitAfter(10, outcome(status), () => chance)).toBeNull();
      }),
    );
  });

  it("never retries before Retry-After, and adds at most 15 % jitter", () => {
    assert(
      property(integer({ min: 1, max: 9 }), nat(86_400_000), nat(99), (number, asked, chance) => {
        const plain = waitAfter(number, outcome(503), () => 0) ?? 0;
        const wait = waitAfter(number, outcome(503, asked), () => chance / 100) ?? 0;
        expect(wait).toBeGreaterThanOrEqual(Math.max(plain, asked));
        expect(wait).toBeLessThanOrEqual(Math.max(plain * 1.15 + 1, asked));
      }),
    );
  });

  it.each([
    ["120", 120_000],
    ["Sun, 22 Nov 2026 18:01:00 GMT", 60_000],
    ["Sun, 22 Nov 2026 17:00:00 GMT", 0],
    ["soon", null],
    ["-5", null],
    ["1e9", null],
    [undefined, null],
  ])("parses Retry-After: %s", (value, wanted) =>
    expect(retryAfterOf(value, Date.parse("2026-11-22T18:00:00Z"))).toBe(wanted),
  );

  it("pauses an endpoint for increasing times, five minutes at most", () => {
    expect([0, 4, 5, 6, 7, 11, 1000].map(pauseAfter)).toEqual([0, 0, 5000, 10_000, 20_000, 300_000, 300_000]);
  });

  it("sends notices at 50, 70, 90 and 100 percent of five days", () => {
    expect([0.49, 0.5, 0.71, 0.9, 1, 3].map((share) => noticeAfter(share * FAILING_MS))).toEqual([
      undefined,
      50,
      70,
      90,
      100,
      100,
    ]);
  });
});
