import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { bare, type Described, described, type Io, type Schema } from "../../shared/json-schema.ts";
import type { Enumeration, Field, FieldType, Label, Message } from "./model.ts";
import { pascal, snake, valueName } from "./names.ts";
import type { Numbers } from "./numbers.ts";

interface Place {
  readonly io: Io;
  readonly definitions: Described["definitions"];
}

interface Root {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly choice?: Message["choice"];
}

interface Nest {
  /** The message that a type without a name of its own stands in. */
  readonly name: string;
  readonly nested: (Message | Enumeration)[];
}

const WORD = /^[a-z][a-z0-9_]*$/;

/** Makes messages of schemas. Objects with an id are messages of their own, made once for all who use them. */
export class Types {
  readonly #numbers: Numbers;
  readonly #known = new Map<string, Message | Enumeration>();

  constructor(numbers: Numbers) {
    this.#numbers = numbers;
  }

  /** The message of a whole request or response, under a name of its own. */
  root({ name, schema, choice }: Root, io: Io): Message {
    const { root, definitions } = described(schema, io);
    const { schema: shape } = bare(root, definitions);
    return this.#kept({ ...this.#message(name, shape, { io, definitions }), choice });
  }

  /** Requests first: types used in requests distinguish absence from zero everywhere. */
  #kept<T extends Message | Enumeration>(type: T): T {
    const known = this.#known.get(type.name);
    if (known === undefined) this.#known.set(type.name, type);
    if (known === undefined || known === type) return type;
    if (!isDeepStrictEqual(outline(known), outline(type)))
      throw new Error(`${type.name} is two different things: give one of them an id of its own.`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- equal outlines are of one kind
    return known as T;
  }

  #message(name: string, shape: Schema, place: Place): Message {
    const nest: Nest = { name, nested: [] };
    const { properties = {}, required = [], description } = shape;
    const fields = Object.entries(properties).map(([key, schema]) =>
      this.#field(key, schema, { ...place, nest, isRequired: required.includes(key) }),
    );
    const reserved = this.#numbers.without(
      name,
      fields.map((field) => snake(field.name)),
    );
    return { kind: "message", name, comment: description, fields, nested: nest.nested, reserved };
  }

  #field(key: string, schema: Schema, place: Place & { readonly nest: Nest; readonly isRequired: boolean }): Field {
    const { nest, isRequired, io, definitions } = place;
    const found = bare(schema, definitions);
    const isList = found.schema.type === "array";
    const held = isList ? bare(found.schema.items ?? {}, definitions) : found;
    const type = this.#type(held.schema, held.id, { ...place, path: pascal(key) });
    return {
      name: key,
      number: this.#numbers.of(nest.name, snake(key)),
      type,
      label: isList ? "many" : labelOf(type, { io, isAlways: isRequired && !found.nullable }),
      comment: schema.description,
    };
  }

  #type(
    schema: Schema,
    id: string | undefined,
    place: Place & { readonly nest: Nest; readonly path: string },
  ): FieldType {
    const { nest, path } = place;
    const own = <T extends Message | Enumeration>(make: (name: string) => T): T => {
      if (id !== undefined) return this.#kept(make(id));
      const type = make(`${nest.name}.${path}`);
      nest.nested.push(type);
      return type;
    };
    if (schema.type === "object" && schema.properties !== undefined)
      return own((name) => this.#message(name, schema, place));
    if (isWords(schema.enum)) {
      const words = schema.enum;
      return own((name) => this.#enumeration(name, words, schema.description));
    }
    return scalarOf(schema);
  }

  #enumeration(name: string, words: readonly string[], comment: string | undefined): Enumeration {
    const values = words.map((word) => ({ name: word, number: this.#numbers.of(name, word) }));
    return { kind: "enum", name, comment, values, reserved: reservedValues(name, this.#numbers.without(name, words)) };
  }
}

/** What two types of one name must agree in: all but presence and words. */
const outline = (type: Message | Enumeration): unknown =>
  type.kind === "enum"
    ? type.values
    : type.fields.map(({ name, number, type: held, label }) => [
        name,
        number,
        typeof held === "object" ? held.name : held,
        label === "many",
      ]);

const reservedValues = (name: string, { names, numbers }: Message["reserved"]): Message["reserved"] => ({
  names: names.map((each) => valueName(name, each)),
  numbers,
});

const isWords = (values: readonly unknown[] | undefined): values is readonly string[] =>
  values !== undefined && values.every((value) => typeof value === "string" && WORD.test(value));

/** In requests what is absent must not be read as zero: a count of nothing is not a count of 0. */
function labelOf(type: FieldType, { io, isAlways }: { io: Io; isAlways: boolean }): Label {
  const isMessage = type === "timestamp" || type === "value" || (typeof type === "object" && type.kind === "message");
  if (isMessage) return "one";
  return io === "input" || !isAlways ? "optional" : "one";
}

function scalarOf(schema: Schema): FieldType {
  const { type, format } = schema;
  if (type === "string") return format === "date-time" ? "timestamp" : "string";
  if (type === "boolean") return "bool";
  if (type === "integer") return "int64";
  if (type === "number") return "double";
  if (type === undefined) return "value";
  throw new Error(`No field can be made of ${JSON.stringify(schema)}`);
}
