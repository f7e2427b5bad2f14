import { wrongHeader } from "./http-refusal.ts";

const TAG = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const TAGS = new RegExp(String.raw`^\s*(?:\*|${TAG}(?:\s*,\s*${TAG})*)\s*$`);

/** Refuses what is no list of entity tags (RFC 9110 §8.8.3): taken for a stale one, `If-Match: 4` would be a riddle. */
export function refuseUnquoted(header: string): void {
  if (TAGS.test(header)) return;
  throw wrongHeader("If-Match", 'An entity tag stands in double quotes, as ETag has it: If-Match: "4".');
}
