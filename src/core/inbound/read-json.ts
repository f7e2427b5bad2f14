import { parseJsonBytes } from "../kernel/json-bytes.ts";
import { JsonFault } from "../kernel/json.ts";
import { unreadable } from "./errors.ts";

/** No sender nests deeper, and the traversal of the value recurses. */
const MAX_DEPTH = 64;

/**
 * A body as JSON. Numbers that a double cannot hold, such as 64-bit ids, become strings of their digits, so that two
 * of them never become equal.
 */
export function readJson(body: Buffer): unknown {
  try {
    return parseJsonBytes(body, { depth: MAX_DEPTH, inexact: "digits" });
  } catch (error) {
    if (error instanceof JsonFault) throw unreadable(error.message, error.pointer);
    throw error;
  }
}
