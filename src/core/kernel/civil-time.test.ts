import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { instantOf, offsetText, wallText } from "./civil-time.ts";

const ZONES = [
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/London",
  "Africa/Casablanca",
  "Pacific/Apia",
  "UTC",
];

/** The instant of `2010-12-01 08:26` in London. */
function london(wall: string): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = wall.split(/\D/).map(Number);
  return instantOf({ year, month, day, hour, minute, second: 0 }, "Europe/London")?.toISOString() ?? null;
}

describe("the instant of a local time", () => {
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
  ])("%s does not exist", (_, instant) => expect(instant).toBeNull());

  it("supports zones with offsets of half and quarter hours", () => {
    const wall = { year: 2010, month: 6, day: 1, hour: 12, minute: 0, second: 0 };
    expect(instantOf(wall, "Asia/Kathmandu")?.toISOString()).toBe("2010-06-01T06:15:00.000Z");
    expect(instantOf(wall, "UTC")?.toISOString()).toBe("2010-06-01T12:00:00.000Z");
  });
});

describe("local times and instants", () => {
  const zone = fc.constantFrom(...ZONES);
  const second = fc.integer({ min: Date.UTC(1990) / 1000, max: Date.UTC(2040) / 1000 });

  it("match Temporal: skipped, repeated and half hours, in zones all over the world", () => {
    fc.assert(
      fc.property(zone, second, (timeZone, at) => {
        const {
          year,
          month,
          day,
          hour,
          minute,
          second: s,
        } = Temporal.Instant.fromEpochMilliseconds(at * 1000)
          .toZonedDateTimeISO("UTC")
          .toPlainDateTime();
        const wall = { year, month, day, hour, minute, second: s };
        const theirs = Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation: "compatible" });
        expect(instantOf(wall, timeZone)?.getTime()).toBe(theirs.epochMilliseconds);
      }),
      { numRuns: 3000 },
    );
  });

  it("are formatted as by Temporal, with the offset of that instant", () => {
    fc.assert(
      fc.property(zone, second, (timeZone, at) => {
        const theirs = Temporal.Instant.fromEpochMilliseconds(at * 1000).toZonedDateTimeISO(timeZone);
        const instant = new Date(at * 1000);
        const shown = theirs.toPlainDateTime().toString({ smallestUnit: "second" });
        expect(wallText(instant, timeZone)).toBe(shown.replace("T", " "));
        expect(offsetText(instant, timeZone)).toBe(`UTC${theirs.offset}`);
      }),
      { numRuns: 3000 },
    );
  });
});
