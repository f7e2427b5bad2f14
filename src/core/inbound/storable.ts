/** PostgreSQL keeps neither NUL nor half of a surrogate pair in JSON; `JSON.stringify` writes both as escapes. */
const UNKEPT = /(?<=(?<!\\)(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/;

export const isStorable = (value: unknown): boolean => !UNKEPT.test(JSON.stringify(value));

/** The same with a replacement character for each that cannot be kept. */
export function storable<T>(value: T): T {
  const text = JSON.stringify(value).replaceAll(new RegExp(UNKEPT, "g"), String.raw`\ufffd`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing but characters of its texts has changed
  return JSON.parse(text) as T;
}
