import { expect, it } from "vitest";
import { isStorableText, shortened, storable, unstorableAt } from "./storable.ts";

it("detects text that PostgreSQL cannot store, and accepts text that only looks like it", () => {
  for (const text of ["\u0000", "\ud800", "a\udfff", "\\\u0000"]) expect(isStorableText(text)).toBe(false);
  for (const text of ["\\u0000", "\\\\u0000", "\\ud800", "😀", "\u0001", "퟿"]) expect(isStorableText(text)).toBe(true);
  expect(storable({ a: "x\u0000y", b: ["\ud800", "\\u0000", "😀"] })).toEqual({ a: "x�y", b: ["�", "\\u0000", "😀"] });
});

it("points at a text or name that cannot be stored, at any depth", () => {
  expect(unstorableAt({ a: [{ "b/c": "x\0" }] })).toBe("/a/0/b~1c");
  expect(unstorableAt({ a: { "\ud800": 1 } })).toBe("/a");
  expect(unstorableAt("\0")).toBe("");
  expect(unstorableAt({ a: [1, null, true, "😀"], b: new Uint8Array(2) })).toBeUndefined();
});

it("shortens a text between characters, never within one", () => {
  expect(shortened("ab😀", 3)).toBe("ab");
  expect(shortened("ab😀", 4)).toBe("ab😀");
});
