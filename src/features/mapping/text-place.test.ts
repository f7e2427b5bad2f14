import { expect, it } from "vitest";
import { placeIn } from "#features/mapping/text-place.ts";

it.each([
  ["abc", 0, { line: 1, column: 1, offset: 0 }],
  ["{\n  a:\n}", 6, { line: 2, column: 5, offset: 6 }],
  ["\n  abc", 2, { line: 2, column: 5, offset: 5 }],
  ["abc", 99, { line: 1, column: 4, offset: 3 }],
])("%j at %i", (typed, position, place) => {
  expect(placeIn(typed, position)).toEqual(place);
});
