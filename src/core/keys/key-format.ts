import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "xd_live_";
const RANDOM = 32;
const CHECKSUM = 6;
const HINT = 12;
const IN_A_HEADER = /^[!-~]([ -~]*[!-~])?$/;

/** `xd_live_`, 32 random base62 characters (190 bits), 6 of CRC-32: lets secret scanners reject look-alikes. */
export function makeKey(): string {
  const random = randomText();
  return `${PREFIX}${random}${checksum(random)}`;
}

/** `xd_soap_` and 190 bits: unlike a key it cannot be sent as a bearer token. */
export const makeSoapSecret = (): string => `xd_soap_${randomText()}`;

const randomText = (): string => Array.from({ length: RANDOM }, () => BASE62[randomInt(BASE62.length)]).join("");

function checksum(random: string): string {
  let rest = crc32(`${PREFIX}${random}`);
  let text = "";
  while (text.length < CHECKSUM) {
    text = `${BASE62[rest % BASE62.length]}${text}`;
    rest = Math.floor(rest / BASE62.length);
  }
  return text;
}

/**
 * False for a mistyped key of our format, and for what no header can carry; keys of another format were supplied by
 * an operator and pass.
 */
export function isWellFormed(key: string): boolean {
  if (!key.startsWith(PREFIX)) return key.length >= RANDOM && key.length <= 512 && IN_A_HEADER.test(key);
  const body = key.slice(PREFIX.length);
  return body.length === RANDOM + CHECKSUM && checksum(body.slice(0, RANDOM)) === body.slice(RANDOM);
}

/** The stored hash. A key has too much entropy to guess, so a fast hash is enough. */
export const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

export const hintOf = (key: string): string => `${key.slice(0, HINT)}…`;
