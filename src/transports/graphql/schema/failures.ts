import {
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  GraphQLUnionType,
} from "graphql";
import type { Failure, Fault, HubError } from "#core/kernel/errors.ts";
import { lookupOrders } from "#core/orders/index.ts";
import type { Context } from "../context.ts";
import { pascalCase } from "./naming.ts";
import type { Field, Fields, Outputs } from "./outputs.ts";

/** What a mutation answers in place of its result; an error itself would be thrown on. */
export class Refused {
  readonly error: HubError;

  constructor(error: HubError) {
    this.error = error;
  }
}

const text = new GraphQLNonNull(GraphQLString);
const whole = new GraphQLNonNull(GraphQLInt);

const ErrorInterface = new GraphQLInterfaceType({
  name: "Error",
  description: "A refusal that the operation declares. Nothing was changed.",
  fields: { code: { type: text, description: "The same in every transport." }, message: { type: text } },
});

const FaultType = new GraphQLObjectType<Fault>({
  name: "Fault",
  description: "One thing that is wrong.",
  fields: {
    pointer: { type: GraphQLString, description: "JSON Pointer into the input." },
    detail: { type: text },
  },
});

const ShortLine = new GraphQLObjectType<Fault>({
  name: "ShortLine",
  fields: {
    pointer: { type: GraphQLString, description: "JSON Pointer to the line in the input." },
    sku: { type: text },
    requested: { type: whole },
    available: { type: whole },
  },
});

/** The names that the contract gives; every other is made of its code. */
const NAMES: Readonly<Record<string, string>> = {
  "inventory.insufficient_stock": "InsufficientStock",
  "order.duplicate": "DuplicateOrder",
};

const listOf = (type: GraphQLObjectType) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));

const detail = (name: string, type: Field["type"]): Field => ({
  type,
  resolve: ({ error }: Refused) => error.details?.[name],
});

/** Unions of a mutation's result and the failures that its operation declares. */
export class Failures {
  readonly #outputs: Outputs;
  readonly #types = new Map<string, GraphQLObjectType<Refused, Context>>();

  constructor(outputs: Outputs) {
    this.#outputs = outputs;
  }

  union(name: string, success: GraphQLObjectType, failures: readonly Failure[]): GraphQLUnionType {
    const types = new Map(failures.map((failure) => [failure.code, this.#typeOf(failure)]));
    return new GraphQLUnionType({
      name,
      types: [success, ...types.values()],
      resolveType: (value) => (value instanceof Refused ? types.get(value.error.code)?.name : success.name),
    });
  }

  #typeOf({ code }: Failure): GraphQLObjectType<Refused, Context> {
    const known = this.#types.get(code);
    if (known !== undefined) return known;
    const made = new GraphQLObjectType<Refused, Context>({
      name: NAMES[code] ?? pascalCase(code),
      description: `\`${code}\``,
      interfaces: [ErrorInterface],
      fields: () => ({
        code: { type: text, resolve: ({ error }) => error.code },
        message: { type: text, resolve: ({ error }) => error.message },
        errors: { type: listOf(FaultType), resolve: ({ error }) => error.errors },
        ...this.#more(code),
      }),
    });
    this.#types.set(code, made);
    return made;
  }

  #more(code: string): Fields {
    if (code === "inventory.insufficient_stock")
      return { lines: { type: listOf(ShortLine), resolve: ({ error }: Refused) => error.errors } };
    if (code === "order.duplicate")
      return {
        orderId: detail("orderId", new GraphQLNonNull(GraphQLID)),
        order: {
          type: this.#outputs.known("Order"),
          resolve: ({ error }: Refused, _, { loaders }) =>
            loaders.load(lookupOrders, String(error.details?.["orderId"])),
        },
      };
    if (code === "resource.stale") return { version: detail("version", whole) };
    if (code === "resource.not_found") return { resource: detail("resource", text), id: detail("id", GraphQLID) };
    return {};
  }
}
