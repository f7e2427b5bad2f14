import { isUtf8 } from "node:buffer";

/** Why a text is not the JSON we take (RFC 8259 with the advice of RFC 7493): safe to show. */
export class JsonFault extends Error {
  readonly pointer: string;

  constructor(message: string, pointer = "") {
    super(message);
    this.pointer = pointer;
  }
}

export const MAX_JSON_DEPTH = 32;

/**
 * Parses JSON that means one thing only: valid UTF-8, no name twice in one object, no half of a surrogate pair, at
 * most 32 levels deep. A byte order mark is skipped. Throws `JsonFault`.
 */
export function parseStrictJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new JsonFault("The body is not valid UTF-8.");
  const text = bytes.toString("utf8", startsWithMark(bytes) ? 3 : 0);
  checkShape(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new JsonFault(`The body is not valid JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
  if (/\\u[dD][89a-fA-F]/.test(text)) checkSurrogates(value, "");
  return value;
}

const startsWithMark = (bytes: Buffer) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** One pass over the text before it is parsed: the parser would keep the last of two names and recurse without end. */
function checkShape(text: string): void {
  const names: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = closingQuote(text, at + 1);
      if (isName(text, end + 1)) addName(names.at(-1), text.slice(at, end + 1));
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (names.push(code === OPEN_OBJECT ? new Set() : undefined) > MAX_JSON_DEPTH)
        throw new JsonFault(`The body is nested deeper than ${MAX_JSON_DEPTH} levels.`);
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) names.pop();
  }
}

/** A string is a name when a colon follows it. */
function isName(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text.charCodeAt(at) === COLON;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

function addName(names: Set<string> | undefined, quoted: string): void {
  const name = quoted.includes("\\") ? decoded(quoted) : quoted.slice(1, -1);
  if (names === undefined) return; // not JSON at all: the parser will say so
  if (names.has(name)) throw new JsonFault(`The name ${JSON.stringify(name.slice(0, 80))} stands twice in one object.`);
  names.add(name);
}

function decoded(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

function checkSurrogates(value: unknown, pointer: string): void {
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new JsonFault("This text holds half of a surrogate pair.", pointer);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (!name.isWellFormed()) throw new JsonFault("A name holds half of a surrogate pair.", pointer);
      checkSurrogates(inner, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    }
  }
}
