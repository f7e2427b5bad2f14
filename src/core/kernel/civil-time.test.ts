import { describe, expect, it } from "vitest";
import { instantOf } from "./civil-time.ts";

/** The instant of `2010-12-01 08:26` on a clock in London. */
function london(wall: string): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = wall.split(/\D/).map(Number);
  return instantOf({ year, month, day, hour, minute, second: 0 }, "Europe/London")?.toISOString() ?? null;
}

describe("the instant of a wall time", () => {
  it.each([
    ["winter", london("2010-12-01 08:26"), "2010-12-01T08:26:00.000Z"],
    ["summer", london("2011-07-01 08:26"), "2011-07-01T07:26:00.000Z"],
    ["the minute before clocks go forward", london("2011-03-27 00:59"), "2011-03-27T00:59:00.000Z"],
    ["skipped by the clocks", london("2011-03-27 01:30"), "2011-03-27T01:30:00.000Z"],
    ["the minute after clocks went forward", london("2011-03-27 02:00"), "2011-03-27T01:00:00.000Z"],
    ["shown twice: the first", london("2011-10-30 01:30"), "2011-10-30T00:30:00.000Z"],
    ["after clocks went back", london("2011-10-30 02:00"), "2011-10-30T02:00:00.000Z"],
    ["a leap day", london("2012-02-29"), "2012-02-29T00:00:00.000Z"],
  ])("%s", (_, instant, wanted) => expect(instant).toBe(wanted));

  it.each([
    ["29 February of a common year", london("2011-02-29")],
    ["month 13", london("2011-13-01")],
    ["hour 24", london("2011-01-01 24:00")],
    ["day 0", london("2011-01-00")],
  ])("there is no %s", (_, instant) => expect(instant).toBeNull());

  it("knows zones that are not whole hours away", () => {
    const wall = { year: 2010, month: 6, day: 1, hour: 12, minute: 0, second: 0 };
    expect(instantOf(wall, "Asia/Kathmandu")?.toISOString()).toBe("2010-06-01T06:15:00.000Z");
    expect(instantOf(wall, "UTC")?.toISOString()).toBe("2010-06-01T12:00:00.000Z");
  });
});
