import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { bare, described, type Described, type Io, type Schema } from "../../shared/json-schema.ts";
import { type Composite, type Field, isComposite, type Simple, type Words } from "./model.ts";
import type { FieldOrder } from "./order.ts";

interface Place {
  readonly io: Io;
  readonly definitions: Described["definitions"];
}

/** Makes types of schemas: shapes with an id are types of their own, made once for all who use them. */
export class Types {
  readonly #order: FieldOrder;
  readonly #known = new Map<string, Words | Composite>();
  readonly #responses = new Set<string>();

  constructor(order: FieldOrder) {
    this.#order = order;
  }

  /** Responses before requests: what both use stays as it is in the one and grows in the other, so it is two types. */
  root(name: string, schema: z.ZodType, io: Io): Composite {
    const { root, definitions } = described(schema, io);
    return this.#composite(name, bare(root, definitions).schema, { io, definitions });
  }

  #composite(name: string, { properties = {}, required = [], description }: Schema, place: Place): Composite {
    const shapes = new Map(Object.entries(properties));
    const fields = this.#order
      .of(name, place.io, [...shapes.keys()])
      .map((key) => this.#field(key, shapes.get(key) ?? {}, { ...place, owner: name, required }));
    return this.#kept({ kind: "composite", name, fields, documentation: description });
  }

  #field(key: string, schema: Schema, place: Place & { owner: string; required: readonly string[] }): Field {
    const { definitions, owner, required } = place;
    const found = bare(schema, definitions);
    const isMany = found.schema.type === "array";
    const held = isMany ? bare(found.schema.items ?? {}, definitions) : found;
    const own = `${owner}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
    const { type, values } = this.#type(held.schema, held.id ?? own, place);
    return {
      name: key,
      type,
      isMany,
      isRequired: required.includes(key) && !found.nullable,
      documentation: [schema.description, values].filter((text) => text !== undefined).join(" ") || undefined,
    };
  }

  #type(schema: Schema, name: string, place: Place): { type: Field["type"]; values?: string } {
    if (schema.type === "object" && schema.properties !== undefined) {
      if (place.io === "output") this.#responses.add(name);
      const own = place.io === "input" && this.#responses.has(name) ? `${name}Input` : name;
      return { type: this.#composite(own, schema, place) };
    }
    const words = schema.enum?.filter((value) => typeof value === "string") ?? [];
    if (words.length === 0 || words.length !== schema.enum?.length) return { type: simpleOf(schema) };
    if (place.io === "output") return { type: "string", values: `Values so far: ${words.join(", ")}.` };
    return { type: this.#kept({ kind: "words", name, values: words }) };
  }

  #kept<T extends Words | Composite>(type: T): T {
    const known = this.#known.get(type.name);
    if (known === undefined) this.#known.set(type.name, type);
    else if (!isDeepStrictEqual(outline(known), outline(type)))
      throw new Error(`${type.name} is two different things: give one of them an id of its own.`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- equal outlines are of one kind
    return (known ?? type) as T;
  }
}

/** All that makes a type but its words for people. */
const outline = (type: Words | Composite): unknown =>
  type.kind === "words"
    ? type.values
    : type.fields.map((field) => [
        field.name,
        typeof field.type === "string" ? field.type : field.type.name,
        field.isMany,
        field.isRequired,
      ]);

function simpleOf(schema: Schema): Simple {
  const { type, format } = schema;
  if (type === "string") return format === "date-time" ? "dateTime" : "string";
  if (type === "boolean") return "boolean";
  if (type === "integer") return "long";
  if (type === "number") return "decimal";
  throw new Error(`No element can be made of ${JSON.stringify(schema)}`);
}

/** These types and what they hold, each once. */
export function typesWithin(roots: readonly Composite[]): readonly (Words | Composite)[] {
  const found = new Set<Words | Composite>(roots);
  for (const type of found) for (const held of heldBy(type)) found.add(held);
  return [...found];
}

const heldBy = (type: Words | Composite): (Words | Composite)[] =>
  isComposite(type) ? type.fields.flatMap((field) => (typeof field.type === "object" ? [field.type] : [])) : [];
