import { inPointer } from "./errors.ts";

/** PostgreSQL stores neither NUL nor a lone surrogate, in text or in JSON. */
export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** JSON Pointer to the first text or name in a value that cannot be stored; undefined when there is none. */
export function unstorableAt(value: unknown): string | undefined {
  if (typeof value === "string") return isStorableText(value) ? undefined : "";
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorableText(name)) return "";
    const within = unstorableAt(inner);
    if (within !== undefined) return `/${inPointer(name)}${within}`; // only now: most values hold nothing wrong
  }
  return undefined;
}

/** `JSON.stringify` escapes what cannot be stored. */
const UNKEPT = /(?<=(?<!\\)(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** Replaces each character that cannot be stored with a replacement character. */
export function storable<T>(value: T): T {
  if (unstorableAt(value) === undefined) return value;
  const text = JSON.stringify(value).replaceAll(UNKEPT, String.raw`\ufffd`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only characters of its texts have changed
  return JSON.parse(text) as T;
}

/** At most this many UTF-16 units, never ending in half of a surrogate pair. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
