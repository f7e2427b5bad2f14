import * as fc from "fast-check";
import { expect, it } from "vitest";
import { sameJson } from "#features/mapping/same-json.ts";

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
};

it("ignores the order of names, at any depth", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(value, turned(value))).toBe(true);
    }),
  );
});

it.each([
  [{ a: 1 }, { a: 2 }],
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: 1 }, { a: 1, b: null }],
  [{}, null],
  [{}, []],
  [1, "1"],
])("distinguishes %j from %j", (a, b) => {
  expect(sameJson(a, b)).toBe(false);
});
