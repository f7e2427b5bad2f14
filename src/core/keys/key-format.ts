import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "xd_live_";
const RANDOM = 32;
const CHECKSUM = 6;
const HINT = 12;
const IN_A_HEADER = /^[!-~]([ -~]*[!-~])?$/;

/** `xd_live_`, 32 random base62 characters (190 bits), 6 of CRC-32: secret scanners can tell a key from a look-alike. */
export function makeKey(): string {
  const random = Array.from({ length: RANDOM }, () => BASE62[randomInt(BASE62.length)]).join("");
  return `${PREFIX}${random}${checksum(random)}`;
}

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
 * False for what looks like one of our keys and was mistyped, and for what no header can carry; keys of another form
 * were given to us as they are.
 */
export function isWellFormed(key: string): boolean {
  if (!key.startsWith(PREFIX)) return key.length >= RANDOM && key.length <= 512 && IN_A_HEADER.test(key);
  const body = key.slice(PREFIX.length);
  return body.length === RANDOM + CHECKSUM && checksum(body.slice(0, RANDOM)) === body.slice(RANDOM);
}

/** What is kept. A key has more entropy than any guess can cover, so a fast hash is enough. */
export const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

export const hintOf = (key: string): string => `${key.slice(0, HINT)}…`;

/** How long a process may go by a key that it has looked up. A revocation is answered when that is over for all. */
export const KEY_LEASE_MS = 1000;
