import { describe, expect, test } from "vitest";
import { keep, keptOf } from "./kept-rows.ts";

const rowId = (row: string) => row;
const start = keptOf({ name: "pending", read: ["a", "b", "c", "d"] });
const again = (read: string[], hasMore = false) => keep(start, { name: "pending", read, hasMore, rowId });

describe("a list that is read again while somebody looks at it", () => {
  test("keeps a row that no longer matches in its place and says that it leaves", () => {
    const kept = again(["a", "c", "d"]);
    expect(kept.shown).toEqual(["a", "b", "c", "d"]);
    expect([...kept.leaving]).toEqual(["b"]);
  });

  test("keeps several in their order, the first and the last of the list among them", () => {
    const kept = again(["b"]);
    expect(kept.shown).toEqual(["a", "b", "c", "d"]);
    expect([...kept.leaving]).toEqual(["a", "c", "d"]);
  });

  test("takes new rows in where the server has them", () => {
    expect(again(["n", "a", "c", "m", "d"]).shown).toEqual(["n", "a", "b", "c", "m", "d"]);
  });

  test("lets a row that matches again stay", () => {
    const kept = keep(again(["a", "c", "d"]), { name: "pending", read: ["a", "b", "c", "d"], hasMore: false, rowId });
    expect(kept.shown).toEqual(["a", "b", "c", "d"]);
    expect(kept.leaving.size).toBe(0);
  });

  test("does not take what fell off the end of the pages read for gone", () => {
    const kept = again(["n", "a", "b", "c"], true);
    expect(kept.shown).toEqual(["n", "a", "b", "c"]);
    expect(kept.leaving.size).toBe(0);
  });

  test("is another list once its filters are others: nothing of the old one stays", () => {
    const kept = keep(start, { name: "shipped", read: ["x"], hasMore: false, rowId });
    expect(kept.shown).toEqual(["x"]);
    expect(kept.leaving.size).toBe(0);
  });
});
