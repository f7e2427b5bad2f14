import {
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  type GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from "graphql";
import type { z } from "zod";
import { type Described, described, type Schema } from "#transports/shared/json-schema.ts";
import type { Context } from "../context.ts";
import { LimitError, LIMITS } from "../documents/limits.ts";
import { isPrices, type Leaves, type Place } from "./leaves.ts";
import { pascalCase } from "./naming.ts";
import { Json, MinorUnits } from "./scalars.ts";
import { presentOf } from "./unions.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- what an operation has answered: its own schema has checked it
export type Row = any;
export type Field = GraphQLFieldConfig<Row, Context>;
export type Fields = GraphQLFieldConfigMap<Row, Context>;

/** What a type has besides the fields of its shape. */
export interface Beside {
  readonly fields: () => Fields;
  /** How fields of the shape are found where the row itself may lack them. */
  readonly resolvers?: Readonly<Record<string, NonNullable<Field["resolve"]>>>;
  readonly interfaces?: () => readonly GraphQLInterfaceType[];
}

/** Estimated length, for the cost, of lists without a page size. */
export const UNPAGED_SIZE = 5;

const Price = new GraphQLObjectType<readonly [string, number]>({
  name: "Price",
  fields: {
    currency: { type: new GraphQLNonNull(GraphQLString), resolve: ([currency]) => currency },
    amount: { type: new GraphQLNonNull(MinorUnits), resolve: ([, amount]) => amount },
  },
});

interface Typed {
  readonly type: GraphQLOutputType;
  readonly nullable: boolean;
  readonly isList: boolean;
}

/** Object types made of what operations answer, each once, by the name of its shape. */
export class Outputs {
  readonly #leaves: Leaves;
  readonly #beside: ReadonlyMap<string, Beside>;
  readonly #objects = new Map<string, GraphQLObjectType<Row, Context>>();

  constructor(leaves: Leaves, beside: ReadonlyMap<string, Beside>) {
    this.#leaves = leaves;
    this.#beside = beside;
  }

  /** The object type of a schema; `name` where the schema has none. */
  object(schema: z.ZodType, name?: string): GraphQLObjectType<Row, Context> {
    const document = described(schema, "output");
    const { schema: node, id } = presentOf(document.root, document);
    return this.#objectOf(node, document, named(id ?? name));
  }

  /** The object type that was made under this name. */
  known(name: string): GraphQLObjectType<Row, Context> {
    const made = this.#objects.get(name);
    if (made === undefined) throw new Error(`No operation answers ${name}`);
    return made;
  }

  #objectOf(node: Schema, document: Described, name: string): GraphQLObjectType<Row, Context> {
    const known = this.#objects.get(name);
    if (known !== undefined) return known;
    const beside = this.#beside.get(name);
    const own = Object.entries(node.properties ?? {});
    const object = new GraphQLObjectType<Row, Context>({
      name,
      description: node.description,
      interfaces: () => beside?.interfaces?.() ?? [],
      fields: () => ({ ...fields, ...beside?.fields() }),
    });
    this.#objects.set(name, object); // it may lead back to itself
    const fields = Object.fromEntries(
      own.map(([field, inner]) => [field, this.#field(node, { field, name }, { inner, document })]),
    );
    return object;
  }

  #field(
    { required = [] }: Schema,
    { field, name }: Place,
    { inner, document }: { inner: Schema; document: Described },
  ): Field {
    const place = { field, name: `${name}${pascalCase(field)}` };
    const { type, nullable, isList } = this.#typeOf(inner, document, place);
    const own = this.#beside.get(name)?.resolvers?.[field] ?? (isPrices(field) ? pricesOf(field) : undefined);
    const resolve = isList ? counted(own ?? ((row: Row) => row[field])) : own;
    const always = required.includes(field) && !nullable && type !== Json;
    return {
      type: always ? new GraphQLNonNull(type) : type,
      description: inner.description,
      ...(resolve && { resolve }),
      ...(isList && { extensions: { size: UNPAGED_SIZE } }),
    };
  }

  #typeOf(inner: Schema, document: Described, place: Place): Typed {
    const present = presentOf(inner, document);
    const { schema: node, nullable, id } = present;
    const leaf = this.#leaves.of(present, place);
    if (leaf !== undefined) return { type: leaf, nullable, isList: false };
    if (isPrices(place.field)) return { type: listOf(Price), nullable, isList: true };
    if (node.type === "array" && node.items !== undefined)
      return { type: listOf(this.#typeOf(node.items, document, place).type), nullable, isList: true };
    return { type: this.#objectOf(node, document, id ?? place.name), nullable, isList: false };
  }
}

const pricesOf = (field: string) => (row: Row) => Object.entries<number>(row[field]);

/** Counts the entries of a list: the executor works on all of them at once, and no deadline could stop it. */
export function counted(resolve: NonNullable<Field["resolve"]>): NonNullable<Field["resolve"]> {
  return (...asked) => {
    const [, , context] = asked;
    const count = (list: unknown) => {
      if (Array.isArray(list)) context.entries += list.length;
      if (context.entries > LIMITS.entries) throw new LimitError("entries");
      return list;
    };
    const list: unknown = resolve(...asked);
    return list instanceof Promise ? list.then(count) : count(list);
  };
}

const listOf = (type: GraphQLOutputType): GraphQLOutputType => new GraphQLList(nonNull(type));

export const nonNull = (type: GraphQLOutputType): GraphQLOutputType =>
  type instanceof GraphQLNonNull ? type : new GraphQLNonNull(type);

function named(name: string | undefined): string {
  if (name === undefined) throw new Error("This shape has no name");
  return name;
}
