import { expect, it } from "vitest";
import { deltaOf } from "#features/stock/adjustment.ts";

it("a count books the difference, other reasons a change", () => {
  expect(deltaOf("counted", 10, 12)).toBe(-2);
  expect(deltaOf("counted", 12, 12)).toBe(0);
  expect(deltaOf("add", 5, 12)).toBe(5);
  expect(deltaOf("remove", 5, 12)).toBe(-5);
});
