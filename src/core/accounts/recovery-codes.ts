import { randomBytes } from "node:crypto";
import { hashOf } from "./secret-format.ts";

const CODES = 10;
/** Crockford's base 32: no letters that are mistaken for figures. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const CODE_LETTERS = 16;

/** 80 random bits each, in four groups. */
export const makeRecoveryCodes = (): string[] =>
  Array.from({ length: CODES }, () => {
    const letters = Array.from(randomBytes(CODE_LETTERS), (byte) => LETTERS[byte % LETTERS.length] ?? "").join("");
    return letters.replace(/(.{4})(?=.)/g, "$1-");
  });

/** As it is compared: however it was typed. */
export const recoveryHash = (typed: string): string => hashOf(typed.toLowerCase().replace(/[^0-9a-z]/g, ""));
