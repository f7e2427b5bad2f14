import { isUtf8 } from "node:buffer";
import { JsonFault, type JsonRules, parseJson } from "./json.ts";

/** `parseJson` over UTF-8. A byte order mark is skipped. */
export function parseJsonBytes(bytes: Buffer, rules?: JsonRules): unknown {
  if (!isUtf8(bytes)) throw new JsonFault("This is not valid UTF-8.");
  return parseJson(bytes.toString("utf8", startsWithMark(bytes) ? 3 : 0), rules);
}

const startsWithMark = (bytes: Buffer) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
