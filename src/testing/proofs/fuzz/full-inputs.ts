import { z } from "zod";
import { isSchema, type Schema } from "#transports/documents/openapi-schemas.ts";

export const SOME_INSTANT = "2026-11-22T18:00:00.000Z";

/** Valid inputs of a schema with every field present; together they cover every branch of every union. */
export function fullInputs(input: z.ZodType): unknown[] {
  const root = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  const definitions: Schema = isSchema(root.$defs) ? root.$defs : {};
  return variantsOf({ ...root }, { definitions, name: "" }).map((value) => withoutConflicts(input, value));
}

/** Some fields exclude each other: omits those that the schema rejects. */
function withoutConflicts(input: z.ZodType, value: unknown): unknown {
  const parsed = input.safeParse(value);
  if (parsed.success || !isSchema(value)) return value;
  const refused = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !refused.has(name)));
}

interface Place {
  readonly definitions: Schema;
  readonly name: string;
}

function variantsOf(given: Schema, place: Place): unknown[] {
  const schema = resolved(given, place.definitions);
  if ("const" in schema) return [schema["const"]];
  if (Array.isArray(schema["enum"])) return schema["enum"].slice(0, 1);
  const options = [schema["anyOf"], schema["oneOf"]].find(Array.isArray)?.filter(isSchema).filter(isSomething);
  if (options !== undefined) return options.flatMap((option) => variantsOf({ ...shared(schema), ...option }, place));
  const parts = Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isSchema) : [];
  if (parts.length > 0) return merged(parts.map((part) => variantsOf(part, place)));
  const type = [schema["type"]].flat().find((each) => each !== "null");
  if (type === "object") return objects(schema, place);
  if (type === "array")
    return variantsOf(isSchema(schema["items"]) ? schema["items"] : {}, place).map((item) => [item]);
  return [scalar(schema, String(type), place.name)];
}

const isSomething = ({ type }: Schema): boolean => type !== "null";

/** An object with members beside its `oneOf`. */
const shared = ({ anyOf: _a, oneOf: _o, ...rest }: Schema): Schema => rest;

function resolved(schema: Schema, definitions: Schema): Schema {
  const found = typeof schema["$ref"] === "string" ? definitions[schema["$ref"].replace("#/$defs/", "")] : undefined;
  return isSchema(found) ? found : schema;
}

/** The first variant of each part; then each further one in turn. */
function merged(parts: readonly unknown[][]): unknown[] {
  const first = parts.map(([one]) => one);
  const others = parts.flatMap((part, at) => part.slice(1).map((other) => first.with(at, other)));
  return [first, ...others].map((chosen) => Object.assign({}, ...chosen));
}

function objects(schema: Schema, place: Place): unknown[] {
  const members = isSchema(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const example = schema["example"];
  if (members.length === 0)
    return [isSchema(example) ? example : isSchema(schema["additionalProperties"]) ? { "x-a": "x" } : {}];
  const parts = members.map(([name, member]) =>
    variantsOf(isSchema(member) ? member : {}, { ...place, name }).map((value) => ({ [name]: value })),
  );
  return merged(parts);
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  "date-time": SOME_INSTANT,
  email: "a@example.com",
  uri: "https://example.com/x",
};

function scalar(schema: Schema, type: string, name: string): unknown {
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return Math.max(Number(schema["minimum"] ?? 1), 1);
  if (type !== "string") return { text: "x" };
  const { format, example, pattern } = schema;
  const known = NAMED[name] ?? FORMATS[String(format)] ?? (typeof example === "string" ? example : undefined);
  if (known !== undefined) return known;
  if (typeof pattern === "string") return SAMPLES.find((sample) => new RegExp(pattern, "u").test(sample)) ?? "x";
  return "x".padEnd(Number(schema["minLength"] ?? 1), "x");
}

/** For patterns: the first that matches. */
const SAMPLES = ["x", "GB", "GBP", "order.*", "6912.00", "a".repeat(64), "x".repeat(32), "1.5", "2026-11-22"];

/** Values that satisfy refinements. */
const NAMED: Readonly<Record<string, string>> = {
  timeZone: "Europe/London",
  transform: "$",
  mapping: "$",
  image: "https://example.com/x",
  onHold: "true",
  low: "true",
  active: "true",
  contentType: "text/csv",
  to: "2026-11-23T18:00:00.000Z",
};

export interface Leaf {
  readonly path: readonly string[];
  readonly text: string;
}

/** Every string within a value. */
export function textsIn(value: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...path, name]));
}

/** A copy with the string at one path replaced. */
export function withText(value: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined) return text;
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === name ? withText(item, rest, text) : item));
  if (!isSchema(value)) return value;
  return { ...value, [name]: withText(value[name], rest, text) };
}
