import { isSchema, type Schema } from "./openapi-schemas.ts";

/** No string is longer than the largest body; strings hold no NUL, which PostgreSQL does not store. */
const LONGEST_TEXT = 1_048_576;
export const ANY_TEXT = "^[^\\u0000]*$";
const MOST_ITEMS = 100_000;
const INT32 = 2_147_483_647;

const LONGEST_OF_FORMAT: Record<string, number> = {
  uuid: 36,
  "date-time": 64,
  date: 10,
  email: 254,
  uri: 2048,
  "uri-reference": 4096,
};

const VALUES = new Set(["example", "examples", "default", "const", "enum", "value"]);
/** Their members are names chosen by the caller, not keywords. */
const MAPS = new Set(["properties", "schemas", "headers", "responses", "patternProperties"]);

/**
 * Adds the implicit limits to every value: maximum length, maximum items, and the integers that JSON carries exactly.
 * API linters and generators require them (OWASP API4:2023).
 */
export function bounded(node: Schema, isMap = false): Schema {
  const entries = Object.entries(node).map(([name, value]): [string, unknown] => {
    if (!isMap && VALUES.has(name)) return [name, value];
    return [name, inner(value, !isMap && MAPS.has(name))];
  });
  const copy: Schema = Object.fromEntries(entries);
  return isMap ? copy : { ...copy, ...limitsOf(copy) };
}

function inner(value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => inner(each, false));
  return isSchema(value) ? bounded(value, isMap) : value;
}

function limitsOf(schema: Schema): Schema {
  const types = [schema["type"]].flat();
  if ("enum" in schema || "const" in schema) return {};
  if (types.includes("string")) return textLimits(schema);
  if (types.includes("integer")) return integerLimits(schema);
  return types.includes("array") ? { maxItems: schema["maxItems"] ?? MOST_ITEMS } : {};
}

function textLimits({ maxLength, format, pattern }: Schema): Schema {
  const free = format === undefined && pattern === undefined;
  return {
    maxLength: maxLength ?? LONGEST_OF_FORMAT[String(format)] ?? LONGEST_TEXT,
    ...(free ? { pattern: ANY_TEXT } : {}),
  };
}

function integerLimits({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): Schema {
  const lowest = Number(minimum ?? exclusiveMinimum ?? Number.MIN_SAFE_INTEGER);
  const highest = Number(maximum ?? exclusiveMaximum ?? Number.MAX_SAFE_INTEGER);
  const small = lowest >= -INT32 - 1 && highest <= INT32;
  return { format: small ? "int32" : "int64", minimum: lowest, maximum: highest };
}
