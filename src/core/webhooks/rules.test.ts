import { describe, expect, it } from "vitest";
import * as mapping from "../mapping/index.ts";
import { BUCKETS_MS, bucketOf, percentile, successRate, transformOf } from "./rules.ts";

const evaluate = (expression: string, input: unknown) => mapping.evaluate(expression, input, { tenantId: "one" });

describe("chosen fields", () => {
  it("become a transform that keeps their nesting and drops everything else", async () => {
    const event = { type: "order.placed", id: "1", data: { number: "7", order: { total: 5, secret: 1 }, tags: ["a"] } };
    const chosen = await evaluate(transformOf(["type", "data.order.total", "data.tags", "data.absent"]), event);
    expect(chosen).toEqual({ type: "order.placed", data: { order: { total: 5 }, tags: ["a"] } });
    expect(await evaluate(transformOf(["data", "data.number"]), event)).toEqual({ data: event.data });
  });

  it("may be named like keywords of JSONata", async () => {
    expect(await evaluate(transformOf(["and", "or.in"]), { and: 1, or: { in: 2 } })).toEqual({ and: 1, or: { in: 2 } });
  });
});

describe("duration histograms", () => {
  it("count a duration in its bucket, the longest in the last", () => {
    expect([0, 50, 51, 15_000, 99_999].map(bucketOf)).toEqual([0, 0, 1, 7, 7]);
  });

  it("have percentiles by bucket, and none when empty", () => {
    const durations = BUCKETS_MS.map(() => 0);
    expect(percentile(durations, 0.5)).toBeNull();
    durations[0] = 94;
    durations[4] = 6;
    expect([percentile(durations, 0.5), percentile(durations, 0.95)]).toEqual([50, 1000]);
    expect(successRate({ succeeded: 0, failed: 0 })).toBeNull();
    expect(successRate({ succeeded: 3, failed: 1 })).toBe(0.75);
  });
});
