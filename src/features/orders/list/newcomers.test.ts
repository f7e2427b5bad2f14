import { expect, test } from "vitest";
import { newcomers } from "./newcomers.ts";

const at = (id: string, minute: number) => ({ id, placedAt: new Date(Date.UTC(2026, 2, 14, 9, minute)).toISOString() });

test("only orders placed after the first one shown are announced as new", () => {
  const shown = [at("c", 3), at("b", 2)];
  expect(newcomers([at("e", 5), at("d", 3), at("c", 3), at("x", 1), at("b", 2)], shown).map((row) => row.id)).toEqual([
    "e",
    "d",
  ]);
});

test("the first order of an empty list is new", () => {
  expect(newcomers([at("a", 1)], [])).toHaveLength(1);
});
