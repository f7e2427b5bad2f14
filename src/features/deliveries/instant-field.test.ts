import { describe, expect, it } from "vitest";
import { fieldOf, instantIn } from "./instant-field.ts";

describe("a typed time", () => {
  it.each([
    ["2026-07-01T10:30", "Europe/London", "2026-07-01T09:30:00.000Z"],
    ["2026-01-01T10:30", "Europe/London", "2026-01-01T10:30:00.000Z"],
    ["2026-07-01T00:15", "America/New_York", "2026-07-01T04:15:00.000Z"],
  ])("%s is in the tenant's time zone: %s", (text, zone, instant) => {
    expect(instantIn(text, zone)).toBe(instant);
    expect(fieldOf(Date.parse(instant), zone)).toBe(text);
  });

  it.each(["", "2026-07-01", "yesterday"])("%j is not a time", (text) => {
    expect(instantIn(text, "UTC")).toBeNull();
  });
});
