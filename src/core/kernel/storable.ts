import { inPointer } from "./errors.ts";

/** PostgreSQL keeps neither NUL nor half of a surrogate pair, in text or in JSON. */
export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** JSON Pointer to the first text or name within a value that cannot be kept; undefined when all of it can. */
export function unstorableAt(value: unknown, pointer = ""): string | undefined {
  if (typeof value === "string") return isStorableText(value) ? undefined : pointer;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const at = isStorableText(name) ? unstorableAt(inner, `${pointer}/${inPointer(name)}`) : pointer;
    if (at !== undefined) return at;
  }
  return undefined;
}

/** `JSON.stringify` writes what cannot be kept as escapes. */
const UNKEPT = /(?<=(?<!\\)(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** The same with a replacement character for each that cannot be kept. */
export function storable<T>(value: T): T {
  if (unstorableAt(value) === undefined) return value;
  const text = JSON.stringify(value).replaceAll(UNKEPT, String.raw`\ufffd`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing but characters of its texts has changed
  return JSON.parse(text) as T;
}

/** At most so many UTF-16 units, never ending in half of a surrogate pair. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
