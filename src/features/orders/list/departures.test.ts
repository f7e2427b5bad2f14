import { describe, expect, test } from "vitest";
import { departed } from "./departures.ts";

const at = (id: string, minute: number) => ({ id, placedAt: new Date(Date.UTC(2026, 2, 14, 9, minute)).toISOString() });
const page = [at("d", 4), at("c", 3), at("b", 2), at("a", 1)];
const all = new Set(["a", "b", "c", "d"]);

describe("changed orders that leave a filtered list", () => {
  test("are those that the server no longer returns at their place", () => {
    expect(departed(page, all, { data: [at("d", 4), at("b", 2), at("a", 1)], nextCursor: null })).toEqual(["c"]);
  });

  test("are all of them when nothing matches any more", () => {
    expect(departed(page, all, { data: [], nextCursor: null })).toEqual(["d", "c", "b", "a"]);
  });

  test("are only those that were checked", () => {
    expect(departed(page, new Set(["b"]), { data: [], nextCursor: null })).toEqual(["b"]);
  });

  test("exclude those that moved to the next page, newest or oldest first", () => {
    const fuller = [at("f", 6), at("e", 5), at("d", 4), at("c", 3)];
    expect(departed(page, all, { data: fuller, nextCursor: "more" })).toEqual([]);
    const upwards = page.toReversed();
    expect(departed(upwards, all, { data: [at("a", 1), at("b", 2)], nextCursor: "more" })).toEqual([]);
  });
});
