import { z } from "zod";

export interface Schema {
  [keyword: string]: unknown;
}

export const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Io = "input" | "output";

/** Collects the schemas with an id under `#/components/schemas`, once for both directions when they agree. */
export class Schemas {
  readonly #components = new Map<string, Schema>();

  /** The JSON Schema of a zod schema, with references into the components. */
  of(schema: z.ZodType, io: Io): Schema {
    const { $schema: _dialect, $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
    const definitions = Object.entries($defs);
    const names = new Map(definitions.map(([id, definition]) => [id, this.#nameOf(id, definition, io)]));
    for (const [id, definition] of definitions) this.#components.set(names.get(id) ?? id, cleaned(definition, names));
    return cleaned(root, names);
  }

  /** The target of a reference, or the schema itself. */
  resolved(schema: Schema): Schema {
    if (typeof schema["$ref"] !== "string") return schema;
    return this.#components.get(schema["$ref"].replace(COMPONENTS, "")) ?? schema;
  }

  all(): Record<string, Schema> {
    return Object.fromEntries([...this.#components].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A reference to the component of this name, created if missing. */
  named(name: string, make: () => Schema): Schema {
    if (!this.#components.has(name)) {
      this.#components.set(name, {}); // the schema may be recursive
      this.#components.set(name, make());
    }
    return { $ref: `${COMPONENTS}${name}` };
  }

  #nameOf(id: string, definition: object, io: Io): string {
    const known = this.#components.get(id);
    const same = new Map<string, string>();
    if (known === undefined || JSON.stringify(known) === JSON.stringify(cleaned(definition, same))) return id;
    return io === "input" && !id.endsWith("Input") ? `${id}Input` : id;
  }
}

const COMPONENTS = "#/components/schemas/";
/** Formats equivalent to zod's long patterns for them. */
const PLAIN_FORMATS = new Set(["uuid", "date-time", "email", "uri"]);

/** Uses references, `examples` instead of `example`, and drops keywords that only repeat the type. */
function cleaned(schema: object, names: ReadonlyMap<string, string>): Schema {
  const entries = Object.entries(schema);
  const format = entries.find(([keyword]) => keyword === "format")?.[1];
  return Object.fromEntries(
    entries.flatMap(([keyword, value]: [string, unknown]): [string, unknown][] => {
      if (keyword === "$ref") return [["$ref", referenceOf(String(value), names)]];
      if (keyword === "properties" && isSchema(value)) return [["properties", cleanedMembers(value, names)]];
      if (keyword === "example") return [["examples", [value]]];
      if (keyword === "examples") return [[keyword, value]];
      // Generators turn defaults into code, which most of them get wrong for lists and objects.
      if (keyword === "default") return typeof value === "object" ? [] : [[keyword, value]];
      return isNoise(keyword, value, format) ? [] : [[keyword, cleanedValue(value, names)]];
    }),
  );
}

/** The names within are chosen by callers, not keywords. */
const cleanedMembers = (members: Schema, names: ReadonlyMap<string, string>): Schema =>
  Object.fromEntries(Object.entries(members).map(([name, inner]) => [name, cleanedValue(inner, names)]));

function cleanedValue(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => cleanedValue(each, names));
  return isSchema(value) ? cleaned(value, names) : value;
}

function referenceOf(reference: string, names: ReadonlyMap<string, string>): string {
  const id = reference.replace("#/$defs/", "");
  return `${COMPONENTS}${names.get(id) ?? id}`;
}

function isNoise(keyword: string, value: unknown, format: unknown): boolean {
  if (keyword === "id") return typeof value === "string";
  if (keyword === "pattern") return PLAIN_FORMATS.has(String(format));
  return (
    (keyword === "maximum" && value === Number.MAX_SAFE_INTEGER) ||
    (keyword === "minimum" && value === Number.MIN_SAFE_INTEGER)
  );
}
