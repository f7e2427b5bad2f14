import * as fc from "fast-check";
import { expect, it } from "vitest";
import { changedFields, type Fields, threeWay } from "#features/conflict/three-way.ts";

it("merges one-sided changes, and reports a conflict where both changed differently", () => {
  const base = { title: "Mug", price: 100, status: "active" };
  const mine = { title: "Stone mug", price: 120, status: "active" };
  const theirs = { title: "Mug, blue", price: 100, status: "draft" };
  expect(threeWay(base, mine, theirs)).toEqual({
    merged: { title: "Stone mug", price: 120, status: "draft" },
    conflicts: ["title"],
  });
});

it("is no conflict when both made the same change", () => {
  expect(threeWay({ a: 1 }, { a: 2 }, { a: 2 }).conflicts).toEqual([]);
});

it("keeps fields that others added and drops those that I removed", () => {
  expect(threeWay({ a: 1, b: 1 }, { a: 1 }, { a: 1, b: 1, c: 1 })).toEqual({ merged: { a: 1, c: 1 }, conflicts: [] });
});

const record = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 2 }));

it("never loses a change of either side without reporting it", () => {
  fc.assert(
    fc.property(record, record, record, (base: Fields, mine: Fields, theirs: Fields) => {
      const { merged, conflicts } = threeWay(base, mine, theirs);
      for (const key of changedFields(base, mine)) expect(merged[key]).toBe(mine[key]);
      const theirOwn = changedFields(base, theirs).filter((key) => !conflicts.includes(key) && mine[key] === base[key]);
      for (const key of theirOwn) expect(merged[key]).toBe(theirs[key]);
    }),
  );
});
