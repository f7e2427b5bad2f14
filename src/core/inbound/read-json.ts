import { isUtf8 } from "node:buffer";
import { unreadable } from "./errors.ts";

/** No sender nests deeper, and what walks the value afterwards recurses. */
const MAX_DEPTH = 64;

/** A body as JSON. Everything here reads it by this one function, so that a name given twice means one thing. */
export function readJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw unreadable("it is not UTF-8.");
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    throw unreadable("it is not JSON.");
  }
  if (isDeeper(value, MAX_DEPTH)) throw unreadable(`it is nested deeper than ${MAX_DEPTH} levels.`);
  return value;
}

const isDeeper = (value: unknown, depth: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (depth === 0 || Object.values(value).some((each) => isDeeper(each, depth - 1)));
