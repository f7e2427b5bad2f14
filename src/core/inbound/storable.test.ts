import { expect, it } from "vitest";
import { isStorable, storable } from "./storable.ts";

it("tells what PostgreSQL would not keep from text that only looks like it", () => {
  expect(["\u0000", "\ud800", "a\udfff", "\\\u0000", { "\u0000": 1 }].map(isStorable)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(["\\u0000", "\\\\u0000", "\\ud800", "😀", "\u0001", "퟿"].map(isStorable)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(storable({ a: "x\u0000y", b: ["\ud800", "\\u0000", "😀"] })).toEqual({ a: "x�y", b: ["�", "\\u0000", "😀"] });
});
