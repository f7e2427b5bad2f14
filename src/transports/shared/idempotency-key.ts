import { wrongHeader } from "./http-refusal.ts";

const BARE = /^[\x21-\x7e]{1,255}$/;
/** A Structured Field string (RFC 9651 §3.3.3), after draft-ietf-httpapi-idempotency-key-header-07. */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/** The key of an `Idempotency-Key` header, quoted or bare: at most 255 visible ASCII characters. */
export function idempotencyKeyFrom(header: string | null): string | undefined {
  if (header === null) return undefined;
  const quoted = QUOTED.exec(header)?.[1]?.replace(/\\(["\\])/g, "$1");
  const key = quoted ?? header;
  if (!BARE.test(key) || (quoted === undefined && key.startsWith('"')))
    throw wrongHeader("Idempotency-Key", "An idempotency key is 1 to 255 visible ASCII characters.");
  return key;
}
