import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLScalarType,
  GraphQLString,
} from "graphql";
import type { Bare } from "#transports/shared/json-schema.ts";
import { enumValues, isAmount } from "./naming.ts";
import { DateTime, Json, MinorUnits } from "./scalars.ts";

/** Where a value stands. */
export interface Place {
  readonly field: string;
  /** For a shape without a name of its own. */
  readonly name: string;
}

/** Enums by their names: the same in what is taken and what is given. */
export class Leaves {
  readonly #enums = new Map<string, GraphQLEnumType>();

  /** Undefined for objects and lists. */
  of({ schema: node, id }: Bare, { field, name }: Place): GraphQLScalarType | GraphQLEnumType | undefined {
    if (node.enum !== undefined) return this.#enumOf(id ?? name, node.enum.map(String));
    if (node.type === undefined) return Json;
    if (node.type === "string") return textOf(node.format, field);
    if (node.type === "boolean") return GraphQLBoolean;
    if (node.type === "number") return GraphQLFloat;
    if (field === "position") return GraphQLString; // it may grow beyond 32 bits
    if (node.type === "integer") return id === "MinorSum" || isAmount(field) ? MinorUnits : GraphQLInt;
    if (node.type === "object" && node.properties === undefined && !isPrices(field)) return Json;
    return undefined;
  }

  #enumOf(name: string, values: readonly string[]): GraphQLEnumType {
    const made = this.#enums.get(name) ?? new GraphQLEnumType({ name, values: enumValues(values) });
    if (made.getValues().some(({ value }) => !values.includes(String(value))))
      throw new Error(`There are two enums ${name}`);
    this.#enums.set(name, made);
    return made;
  }
}

export const isPrices = (field: string): boolean => field === "prices";

function textOf(format: string | undefined, field: string): GraphQLScalarType {
  if (format === "uuid" || field === "id") return GraphQLID;
  return format === "date-time" ? DateTime : GraphQLString;
}
