import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { isCommonPassword } from "./common-password.ts";

it.each([
  "password",
  "PASSWORD",
  "Password2026!",
  "passwordpassword",
  "qwertyqwertyqwerty",
  "123qweasdzxc",
  "motherfucker",
  "!!dragon!!1999",
  "123456789012",
  "890123456789",
  "210987654321",
  "aaaaaaaaaaaa",
  "abcdefghijkl",
  "crossdock2026!",
])("%s is refused", (password) => {
  expect(isCommonPassword(password)).toBe(true);
});

it.each(["zelinda@example.com", "Quirke--2026", "zelindaquirke1987", "Zelinda.Quirke.Zelinda.Quirke"])(
  "%s is refused for Zelinda Quirke, and for nobody else",
  (password) => {
    expect(isCommonPassword(password, ["Zelinda Quirke", "zelinda@example.com"])).toBe(true);
    expect(isCommonPassword(password, ["Ada Penrose", "ada@example.com"])).toBe(false);
  },
);

it.each([
  "correct horse battery",
  "harbour-and-pine",
  "the new password",
  "wolf tea 19 lamp",
  "日本語のパスワードです長い",
])("%s is accepted", (password) => {
  expect(isCommonPassword(password, ["Sam Carter", "sam@example.com"])).toBe(false);
});

it("the list is small enough for the repository", () => {
  expect(readFileSync(new URL("common-passwords.json", import.meta.url)).length).toBeLessThan(100_000);
});
