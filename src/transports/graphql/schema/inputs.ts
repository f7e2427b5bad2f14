import {
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
} from "graphql";
import type { z } from "zod";
import { invalid } from "#core/kernel/errors.ts";
import { type Described, described, type Schema } from "#transports/shared/json-schema.ts";
import { isPrices, type Leaves, type Place } from "./leaves.ts";
import { inputName, pascalCase } from "./naming.ts";
import { MinorUnits } from "./scalars.ts";
import { presentOf } from "./unions.ts";

/** A type, and how its values are read: as the operation takes them. */
export interface Input {
  readonly type: GraphQLInputType;
  readonly read: (value: unknown) => unknown;
}

export interface InputField extends Input {
  readonly required: boolean;
  /** Whether null says something else than absence. */
  readonly nullable: boolean;
  readonly description: string | undefined;
}

const same = (value: unknown): unknown => value;

const PriceInput = new GraphQLInputObjectType({
  name: "PriceInput",
  fields: {
    currency: { type: new GraphQLNonNull(GraphQLString) },
    amount: { type: new GraphQLNonNull(MinorUnits) },
  },
});

/** Input types made of what operations take, each once. They say what may be sent; the operation says what is right. */
export class Inputs {
  readonly #leaves: Leaves;
  readonly #objects = new Map<string, Input>();

  constructor(leaves: Leaves) {
    this.#leaves = leaves;
  }

  object(schema: z.ZodType, name: string): Input {
    const document = described(schema, "input");
    const { schema: node, id } = presentOf(document.root, document);
    return this.#objectOf(node, document, inputName(id ?? name));
  }

  /** The fields of a schema one by one, for arguments, without those that a field gives other names. */
  fields(schema: z.ZodType, name: string, without: readonly string[] = []): ReadonlyMap<string, InputField> {
    const document = described(schema, "input");
    const { schema: node } = presentOf(document.root, document);
    const kept = Object.entries(node.properties ?? {}).filter(([field]) => !without.includes(field));
    return this.#fieldsOf({ ...node, properties: Object.fromEntries(kept) }, document, pascalCase(name));
  }

  #objectOf(node: Schema, document: Described, name: string): Input {
    const known = this.#objects.get(name);
    if (known !== undefined) return known;
    const fields = this.#fieldsOf(node, document, name);
    const type = new GraphQLInputObjectType({
      name,
      description: node.description,
      fields: Object.fromEntries([...fields].map(([field, input]) => [field, configOf(input)])),
    });
    const made = { type, read: (value: unknown) => readFields(fields, value) };
    this.#objects.set(name, made);
    return made;
  }

  #fieldsOf(node: Schema, document: Described, name: string): ReadonlyMap<string, InputField> {
    return new Map(
      Object.entries(node.properties ?? {}).map(([field, inner]) => {
        const { nullable } = presentOf(inner, document);
        const required = node.required?.includes(field) ?? false;
        const input = this.#inputOf(inner, document, { field, name: `${name}${pascalCase(field)}` });
        return [field, { ...input, required, nullable, description: inner.description }];
      }),
    );
  }

  #inputOf(inner: Schema, document: Described, place: Place): Input {
    const present = presentOf(inner, document);
    const { schema: node, id } = present;
    const leaf = this.#leaves.of(present, place);
    if (leaf !== undefined) return { type: leaf, read: same };
    if (isPrices(place.field)) return { type: listOf(PriceInput), read: readPrices };
    if (node.type === "array" && node.items !== undefined) {
      const { type, read } = this.#inputOf(node.items, document, place);
      return { type: listOf(type), read: (value) => (Array.isArray(value) ? value.map(read) : value) };
    }
    return this.#objectOf(node, document, inputName(id ?? place.name));
  }
}

const listOf = (type: GraphQLInputType) => new GraphQLList(new GraphQLNonNull(type));

export const configOf = ({ type, required, description }: InputField): GraphQLInputFieldConfig => ({
  type: required ? new GraphQLNonNull(type) : type,
  description,
});

/** Clients send null for what they leave out; it is left out where the operation knows no null. */
export function readFields(fields: ReadonlyMap<string, InputField>, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).flatMap(([name, inner]) => {
    const field = fields.get(name);
    if (field === undefined || (inner === null && !field.nullable)) return [];
    return [[name, inner === null ? null : field.read(inner)] as const];
  });
  return Object.fromEntries(known);
}

function readPrices(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const currencies = new Set(value.map(({ currency }: { currency: string }) => currency));
  if (currencies.size < value.length) throw invalid([{ detail: "Each currency has one price: one is named twice." }]);
  return Object.fromEntries(
    value.map(({ currency, amount }: { currency: string; amount: number }) => [currency, amount]),
  );
}
