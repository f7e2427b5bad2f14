import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { badSignature, staleSignature } from "../errors.ts";

const TOLERANCE_S = 300;

export type HmacKey = string | Buffer;

/** HMAC-SHA256 over raw parts, never joined as text: decoding would change bytes that are not UTF-8. */
export function hmac(key: HmacKey, ...parts: readonly (string | Buffer)[]): Buffer {
  const made = createHmac("sha256", key);
  for (const part of parts) made.update(part);
  return made.digest();
}

/** Compares each secret with each signature in constant time, without stopping at a match. */
export function refuseUnlessAny(expected: readonly Buffer[], given: readonly Buffer[]): void {
  let fits = false;
  for (const wanted of expected) {
    for (const signature of given) {
      const same = wanted.length === signature.length && timingSafeEqual(wanted, signature);
      fits = same || fits;
    }
  }
  if (!fits) throw badSignature();
}

/** Unix seconds as signed by the sender: five minutes either way, against replays. */
export function refuseStale(timestamp: string | undefined, now: Date): string {
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) throw badSignature();
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_S) throw staleSignature();
  return timestamp;
}

const OLDEST_MS = 7 * 86_400_000;
const EARLIEST_MS = TOLERANCE_S * 1000;

/**
 * For senders who state an unsigned time: it may be as old as their retries last, a few days, and far
 * younger than our retention. What is not a time is not checked.
 */
export function refuseOld(times: readonly (string | undefined)[], now: Date): void {
  for (const time of times) {
    const ageMs = now.getTime() - Date.parse(time ?? "");
    if (ageMs > OLDEST_MS || ageMs < -EARLIEST_MS) throw staleSignature();
  }
}

/** A signature in its canonical encoding only; lenient decoding is rejected. */
export function decoded(text: string, encoding: "base64" | "hex"): Buffer[] {
  const bytes = Buffer.from(text, encoding);
  const same = encoding === "hex" ? bytes.toString("hex") === text.toLowerCase() : bytes.toString("base64") === text;
  return same && bytes.length > 0 ? [bytes] : [];
}

/** A substitute when the sender gives no id: the same bytes are the same message. */
export const digestOf = (...parts: readonly (string | Buffer)[]): string => {
  const made = createHash("sha256");
  for (const part of parts) made.update(part).update("\n");
  return `sha256:${made.digest("hex")}`;
};
