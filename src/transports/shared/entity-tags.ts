import { wrongHeader } from "./http-refusal.ts";

const TAG = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const TAGS = new RegExp(String.raw`^\s*(?:\*|${TAG}(?:\s*,\s*${TAG})*)\s*$`);

/** Rejects a malformed list of ETags (RFC 9110 §8.8.3): treating `If-Match: 4` as stale would be misleading. */
export function refuseUnquoted(header: string): void {
  if (TAGS.test(header)) return;
  throw wrongHeader("If-Match", 'An ETag is enclosed in double quotes, as in the ETag header: If-Match: "4".');
}
