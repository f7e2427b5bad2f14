import { expect, test } from "vitest";
import { type Entry, joined } from "./entries.ts";

const entry = (sequence: number) => ({ id: `e${String(sequence)}`, sequence }) as Entry;
const sequences = (known: number[]) => joined(known.map(entry)).entries.map((each) => each.sequence);

test("pages and live entries merge in any order, newest first, without duplicates", () => {
  expect(sequences([3, 2, 1, 5, 4, 3])).toEqual([5, 4, 3, 2, 1]);
  expect(joined([2, 1].map(entry)).complete).toBe(true);
});

test("entries beyond a gap are hidden until the gap is filled", () => {
  expect(sequences([9, 8, 5, 4])).toEqual([9, 8]);
  expect(joined([9, 8, 5].map(entry)).complete).toBe(false);
});
