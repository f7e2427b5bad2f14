import { describe, expect, test } from "vitest";
import { keep, keptOf } from "./kept-rows.ts";

const rowId = (row: string) => row;
const start = keptOf({ name: "pending", read: ["a", "b", "c", "d"] });
const again = (read: string[], hasMore = false) => keep(start, { name: "pending", read, hasMore, rowId });

describe("a list that is refetched while it is visible", () => {
  test("keeps a row that no longer matches in its place and marks it as leaving", () => {
    const kept = again(["a", "c", "d"]);
    expect(kept.shown).toEqual(["a", "b", "c", "d"]);
    expect([...kept.leaving]).toEqual(["b"]);
  });

  test("keeps several in their order, including the first and the last", () => {
    const kept = again(["b"]);
    expect(kept.shown).toEqual(["a", "b", "c", "d"]);
    expect([...kept.leaving]).toEqual(["a", "c", "d"]);
  });

  test("inserts new rows at the server's position", () => {
    expect(again(["n", "a", "c", "m", "d"]).shown).toEqual(["n", "a", "b", "c", "m", "d"]);
  });

  test("unmarks a row that matches again", () => {
    const kept = keep(again(["a", "c", "d"]), { name: "pending", read: ["a", "b", "c", "d"], hasMore: false, rowId });
    expect(kept.shown).toEqual(["a", "b", "c", "d"]);
    expect(kept.leaving.size).toBe(0);
  });

  test("does not mark rows that moved beyond the loaded pages", () => {
    const kept = again(["n", "a", "b", "c"], true);
    expect(kept.shown).toEqual(["n", "a", "b", "c"]);
    expect(kept.leaving.size).toBe(0);
  });

  test("starts afresh with other filters: no row of the old list stays", () => {
    const kept = keep(start, { name: "shipped", read: ["x"], hasMore: false, rowId });
    expect(kept.shown).toEqual(["x"]);
    expect(kept.leaving.size).toBe(0);
  });
});
