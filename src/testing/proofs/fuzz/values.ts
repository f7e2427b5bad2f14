import * as fc from "fast-check";
import { isSchema, type Schema } from "#transports/documents/openapi-schemas.ts";

/** Values that exist in the tested tenant, by field. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

export interface Sources {
  readonly resolve: (schema: Schema) => Schema;
  readonly known: KnownValues;
  /** Picks an id from earlier responses. */
  readonly ids: fc.Arbitrary<string>;
  /** The same, of resources at `/orders/{id}`, for `orders`. */
  readonly idsAt: (collection: string) => fc.Arbitrary<string>;
}

const DEEPEST = 6;

/** The field of a value, and its nesting depth. */
interface Place {
  readonly name: string;
  readonly depth: number;
}

const TOP: Place = { name: "", depth: 0 };

/** Valid values of a schema. Mostly small, sometimes at its limits. */
export function valuesOf(given: Schema, sources: Sources, place: Place = TOP): fc.Arbitrary<unknown> {
  const { name, depth } = place;
  const schema = sources.resolve(given);
  if ("const" in schema) return fc.constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...schema["enum"]);
  const inner = (each: Schema, at = name) => valuesOf(each, sources, { name: at, depth: depth + 1 });
  const options = [schema["anyOf"], schema["oneOf"]].find(Array.isArray)?.filter(isSchema);
  if (options !== undefined) return fc.oneof(...options.map((option) => inner(option)));
  if (Array.isArray(schema["allOf"])) return merged(schema["allOf"].filter(isSchema).map((each) => inner(each)));
  const types = [schema["type"]].flat();
  if (types.length > 1) return fc.oneof(...types.map((type) => inner({ ...schema, type })));
  return byType(schema, { sources, name, depth, inner });
}

interface Inside {
  readonly sources: Sources;
  readonly name: string;
  readonly depth: number;
  readonly inner: (schema: Schema, name?: string) => fc.Arbitrary<unknown>;
}

function byType(schema: Schema, inside: Inside): fc.Arbitrary<unknown> {
  switch (schema["type"]) {
    case "object":
      return objects(schema, inside);
    case "array":
      return lists(schema, inside);
    case "string":
      return texts(schema, inside);
    case "integer":
      return integers(schema);
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const merged = (parts: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<unknown> =>
  fc.tuple(...parts).map((values) => Object.assign({}, ...values));

function objects(schema: Schema, { inner, depth }: Inside): fc.Arbitrary<unknown> {
  const members = isSchema(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  if (members.length === 0) {
    const values = isSchema(schema["additionalProperties"]) ? inner(schema["additionalProperties"]) : fc.constant(1);
    return fc.dictionary(fc.constantFrom("GBP", "EUR", "x-team"), values, { maxKeys: 2 });
  }
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"].map(String) : []);
  const wanted = members.filter(([name]) => required.has(name) || depth < DEEPEST);
  const model = Object.fromEntries(wanted.map(([name, each]) => [name, inner(isSchema(each) ? each : {}, name)]));
  return fc.record(model, { requiredKeys: [...required].filter((name) => name in model) });
}

function lists(schema: Schema, { inner, name }: Inside): fc.Arbitrary<unknown> {
  const items = isSchema(schema["items"]) ? schema["items"] : {};
  const minLength = Number(schema["minItems"] ?? 0);
  const maxLength = Math.max(minLength, Math.min(Number(schema["maxItems"] ?? 3), 3));
  return fc.array(inner(items, name), { minLength, maxLength });
}

function texts(schema: Schema, { sources, name }: Inside): fc.Arbitrary<string> {
  const { format, pattern } = schema;
  const minLength = Number(schema["minLength"] ?? 0);
  const longest = Number(schema["maxLength"] ?? 40);
  const plain = fc.string({ unit: "grapheme", minLength, maxLength: Math.max(minLength, Math.min(longest, 24)) });
  if (format === "uuid") return sources.ids;
  if (format === "date-time")
    return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString());
  if (format === "email") return fc.emailAddress();
  if (format === "uri") return fc.webUrl();
  const own = typeof pattern === "string" && isPlain(pattern) ? fc.stringMatching(new RegExp(pattern)) : plain;
  const known = sources.known[name];
  const limits = fc.constantFrom("x".repeat(Math.max(minLength, 1)), "x".repeat(Math.min(longest, 5000)));
  return known === undefined
    ? fc.oneof({ weight: 5, arbitrary: own }, { weight: 1, arbitrary: limits })
    : fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: own });
}

function integers(schema: Schema): fc.Arbitrary<number> {
  const min = Number(schema["minimum"] ?? Number.MIN_SAFE_INTEGER);
  const max = Number(schema["maximum"] ?? Number.MAX_SAFE_INTEGER);
  const low = Math.max(min, Math.min(0, max));
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: low, max: Math.min(max, low + 9) }) },
    { weight: 1, arbitrary: fc.constantFrom(min, max) },
  );
}

/** Patterns that strings can be generated from; the others only exclude a few strings. */
const isPlain = (pattern: string): boolean => !pattern.startsWith("^[^") && !pattern.includes("(?!");
