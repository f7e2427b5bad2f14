import { inPointer } from "./errors.ts";

/** Why a text is not acceptable JSON (RFC 8259 restricted by RFC 7493): safe to show. */
export class JsonFault extends Error {
  readonly pointer: string;

  constructor(message: string, pointer = "") {
    super(message);
    this.pointer = pointer;
  }
}

export const MAX_JSON_DEPTH = 32;

export interface JsonRules {
  /** Levels of nesting; absent: 32. */
  readonly depth?: number;
  /**
   * How to treat a number that a double cannot represent, such as an integer beyond ±(2^53 - 1): reject it, or keep its
   * digits as a string. Absent: rejected.
   */
  readonly inexact?: "refused" | "digits";
}

/**
 * Parses unambiguous JSON: no duplicate names in an object, no lone surrogates, bounded depth, and no number that would
 * be rounded. Throws `JsonFault`.
 */
export function parseJson(text: string, rules: JsonRules = {}): unknown {
  const { mayBeInexact } = scan(text, rules.depth ?? MAX_JSON_DEPTH);
  const value = mayBeInexact ? parsedExactly(text, rules) : parsed(text);
  if (/\\u[dD][89a-fA-F]/.test(text)) checkSurrogates(value, "");
  return value;
}

/** Rejects a JSON text with a number that would be rounded; parses only when it may contain one. */
export function refuseInexact(text: string, rules: Pick<JsonRules, "depth"> = {}): void {
  if (scan(text, rules.depth ?? MAX_JSON_DEPTH).mayBeInexact) parsedExactly(text, rules);
}

function parsed(text: string, reviver?: Reviver): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch (error) {
    throw new JsonFault(`This is not valid JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
}

/** ECMAScript's `JSON.parse` with source text access: primitives come with their source text. */
type Reviver = (name: string, value: unknown, context?: { readonly source?: string }) => unknown;

function parsedExactly(text: string, { inexact = "refused" }: JsonRules): unknown {
  const refused = {};
  let first: string | undefined;
  const value = parsed(text, (_, each, { source } = {}) => {
    if (typeof each !== "number" || isExact(source ?? String(each))) return each;
    if (inexact === "digits" && source !== undefined) return source;
    first ??= source ?? String(each);
    return refused;
  });
  if (first === undefined) return value;
  const shown = first.length > 40 ? `${first.slice(0, 40)}…` : first;
  throw new JsonFault(
    `The number ${shown} cannot be held exactly: integers reach to ±${Number.MAX_SAFE_INTEGER}, longer ones are sent as strings.`,
    pointerTo(value, refused),
  );
}

/** Whether a double represents a JSON number exactly: printed shortest, or with as many digits, it is the same. */
export function isExact(source: string): boolean {
  const value = Number(source);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return false;
  const digits = significantDigits(source);
  if (digits.length > MOST_DIGITS) return false;
  return [String(value), value.toPrecision(Math.max(digits.length, 1))].some(
    (printed) => significantDigits(printed) === digits,
  );
}

/** The most digits that JavaScript prints. */
const MOST_DIGITS = 100;

function significantDigits(source: string): string {
  const digits = source
    .replace(/[eE].*$/, "")
    .replace(/[-.]/g, "")
    .replace(/^0+/, "");
  let end = digits.length;
  while (digits.charAt(end - 1) === "0") end -= 1; // the pattern 0+$ would begin again at each zero within
  return digits.slice(0, end);
}

/** JSON Pointer to an object within a value. */
function pointerTo(value: unknown, wanted: object, pointer = ""): string | undefined {
  if (value === wanted) return pointer;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = pointerTo(inner, wanted, `${pointer}/${inPointer(name)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const UPPER_E = 0x45;
const LOWER_E = 0x65;
const ZERO = 0x30;
const NINE = 0x39;
/** Numbers up to this many characters without an exponent are always exact. */
const SHORT_NUMBER = 15;

/** One scan of the text before it is parsed: the parser would keep the last of two names and recurse without limit. */
function scan(text: string, depth: number): { mayBeInexact: boolean } {
  const names: (Set<string> | undefined)[] = [];
  let mayBeInexact = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = closingQuote(text, at + 1);
      if (isName(text, end + 1)) addName(names.at(-1), text.slice(at, end + 1));
      at = end;
    } else if ((code >= ZERO && code <= NINE) || code === MINUS) {
      const end = numberEnd(text, at + 1);
      mayBeInexact ||= end - at > SHORT_NUMBER || hasExponent(text, at, end);
      at = end - 1;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (names.push(code === OPEN_OBJECT ? new Set() : undefined) > depth)
        throw new JsonFault(`This JSON is nested deeper than ${depth} levels.`);
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) names.pop();
  }
  return { mayBeInexact };
}

/** Skips the characters of a number; the parser decides whether they form one. */
function numberEnd(text: string, from: number): number {
  let at = from;
  while (isNumberPart(text.charCodeAt(at))) at += 1;
  return at;
}

const isNumberPart = (code: number): boolean =>
  (code >= ZERO && code <= NINE) || code === POINT || code === PLUS || code === MINUS || isExponent(code);
const isExponent = (code: number): boolean => code === LOWER_E || code === UPPER_E;

function hasExponent(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) if (isExponent(text.charCodeAt(at))) return true;
  return false;
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
  if (names === undefined) return; // not JSON at all: the parser will reject it
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
      checkSurrogates(inner, `${pointer}/${inPointer(name)}`);
    }
  }
}
