import { expect, test } from "vitest";
import { barsOf, symbolsOf } from "./code128.ts";

test("a text has its start, its values, the check digit of the standard and the stop", () => {
  expect(symbolsOf("PJJ123C")).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
});

test("every symbol is eleven modules of three bars, and the stop thirteen of four", () => {
  const all = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join("");
  const { bars, modules } = barsOf(all);
  expect(modules).toBe((95 + 2) * 11 + 13);
  expect(bars).toHaveLength((95 + 2) * 3 + 4);
  expect(bars.every(({ width }) => width >= 1 && width <= 4)).toBe(true);
  const single = Array.from(all, (character) => JSON.stringify(barsOf(character).bars.slice(3, 6)));
  expect(new Set(single).size).toBe(95);
});

test("what the code cannot hold is refused", () => {
  expect(() => symbolsOf("Ä")).toThrow(RangeError);
  expect(() => symbolsOf("")).toThrow(RangeError);
});
