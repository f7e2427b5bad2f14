/** What XSD's built-in types allow, as far as a wrong value would be taken for a right one. */
const INTEGERS = new Set([
  "integer",
  "int",
  "long",
  "short",
  "byte",
  "nonNegativeInteger",
  "positiveInteger",
  "nonPositiveInteger",
  "negativeInteger",
  "unsignedInt",
  "unsignedLong",
  "unsignedShort",
  "unsignedByte",
]);
const FLOATS = new Set(["decimal", "double", "float"]);
const INTEGER = /^[+-]?\d{1,30}$/;
const DECIMAL = /^[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})$/;

/** The text of a value; undefined when the type has no such value. */
export function textOf(value: unknown, base: string): string | undefined {
  const text = typeof value === "bigint" || typeof value === "number" ? String(value) : value;
  if (typeof value === "boolean") return base === "boolean" || !isNumeric(base) ? String(value) : undefined;
  if (typeof text !== "string") return undefined;
  if (INTEGERS.has(base)) return INTEGER.test(text) && isExact(value) ? text : undefined;
  if (base === "decimal") return DECIMAL.test(text) ? text : undefined;
  if (FLOATS.has(base)) return Number.isFinite(Number(text)) && text.trim() !== "" ? text : undefined;
  if (base === "boolean") return /^(true|false|0|1)$/.test(text) ? text : undefined;
  return text;
}

const isNumeric = (base: string) => INTEGERS.has(base) || FLOATS.has(base);
const isExact = (value: unknown) => typeof value !== "number" || Number.isSafeInteger(value);

/**
 * The value of a text; undefined when the type has no such text. A number that JavaScript would round stays a text.
 */
export function valueOf(text: string, base: string): string | number | boolean | undefined {
  const trimmed = text.trim();
  if (INTEGERS.has(base)) return INTEGER.test(trimmed) ? exactly(trimmed) : undefined;
  if (base === "decimal") return DECIMAL.test(trimmed) ? exactly(trimmed) : undefined;
  if (FLOATS.has(base)) return /^[+-]?(\d|\.\d)[\d.eE+-]*$/.test(trimmed) ? Number(trimmed) : undefined;
  if (base === "boolean") return trimmed === "true" || trimmed === "1" ? true : isFalse(trimmed);
  return base === "string" || base === "normalizedString" ? text : trimmed;
}

const isFalse = (text: string) => (text === "false" || text === "0" ? false : undefined);

function exactly(text: string): string | number {
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER && digitsOf(text) <= 15 ? number : text;
}

const digitsOf = (text: string) => text.replace(/^[+-]?0*|\./g, "").length;
