import { GraphQLID, GraphQLList, GraphQLNonNull } from "graphql";
import { z } from "zod";
import { isHubError, notFound } from "#core/kernel/errors.ts";
import type { Lookup, Query } from "#core/kernel/operation.ts";
import type { Context } from "../context.ts";
import { connectionOf, firstOf, type Page, pageArgs, readPage } from "./connections.ts";
import { configOf, type InputField, readFields } from "./inputs.ts";
import { type ById } from "./nodes.ts";
import type { Field, Row } from "./outputs.ts";
import type { Types } from "./types.ts";

/** A field of `Query`, and the operation that it stands for. */
export interface Ask {
  readonly operation: Query | Lookup;
  readonly field: (name: string, types: Types) => Field;
}

const answered = async (operation: Query, input: unknown, { caller }: Context): Promise<Row> =>
  (await caller.call(operation, input)).output;

/** What is not there, or another tenant's, is null. */
async function orNull(asked: Promise<Row>): Promise<Row> {
  try {
    return await asked;
  } catch (error) {
    if (isHubError(error) && error.code === notFound.code) return null;
    throw error;
  }
}

const argsOf = (fields: ReadonlyMap<string, InputField>) =>
  Object.fromEntries([...fields].map(([name, field]) => [name, configOf(field)]));

/** One thing, or null. */
export const one = (operation: Query): Ask => ({
  operation,
  field: (name, { inputs, outputs }) => {
    const fields = inputs.fields(operation.input, name);
    return {
      type: outputs.object(operation.output, name),
      description: operation.summary,
      args: argsOf(fields),
      resolve: (_, args, context) => orNull(answered(operation, readFields(fields, args), context)),
    };
  },
});

export const byId = (operation: ById): Ask => ({
  operation,
  field: (name, { outputs }) => ({
    type: outputs.object(operation.value, name),
    description: operation.summary,
    args: { id: { type: new GraphQLNonNull(GraphQLID) } },
    resolve: (_, { id }, { loaders }) => loaders.load(operation, id),
  }),
});

const inputShape = ({ input }: Query): object => (input instanceof z.ZodObject ? input.shape : {});

/** All of them, as a list. */
export const list = (operation: Query, item: z.ZodType): Ask => ({
  operation,
  field: (name, { inputs, outputs }) => {
    const own = inputs.fields(operation.input, name, ["limit"]);
    const isCut = "limit" in inputShape(operation);
    return {
      type: new GraphQLList(new GraphQLNonNull(outputs.object(item))),
      description: operation.summary,
      args: { ...argsOf(own), ...(isCut && { first: pageArgs.first }) },
      extensions: { size: isCut ? "first" : UNBOUNDED },
      resolve: async (_, { first, ...args }, context) => {
        const page = isCut ? { limit: firstOf({ first }) } : {};
        return (await answered(operation, { ...Object(readFields(own, args)), ...page }, context)).data;
      },
    };
  },
});

/** Lists that are not cut are short: channels, places, currencies. */
const UNBOUNDED = 20;

type Read = (call: (page: object) => Promise<Row>, args: object) => Promise<Page>;

const byCursor: Read = (call, args) => readPage(({ limit, cursor }) => call({ limit, cursor }), args);

/** The feed's cursors are the ids of its events, and its end is no last page. */
export const byEvent: Read = async (call, { after, ...args }: { after?: string | null }) => {
  const { data, nextCursor, hasMore } = await call({ limit: firstOf(args), after: after ?? undefined });
  return { rows: data, cursors: data.map(({ id }: Row) => id), endCursor: nextCursor, hasNextPage: hasMore };
};

interface Paged {
  readonly item: z.ZodType;
  readonly read?: Read;
}

export const connection = (operation: Query, { item, read = byCursor }: Paged): Ask => ({
  operation,
  field: (name, types) => {
    const own = types.inputs.fields(operation.input, name, ["limit", "cursor", "after"]);
    return {
      type: types.once(connectionOf, types.outputs.object(item)),
      description: operation.summary,
      args: { ...argsOf(own), ...pageArgs },
      extensions: { page: "first" },
      resolve: (_, { first, after, ...args }, context) =>
        read((page) => answered(operation, { ...Object(readFields(own, args)), ...page }, context), { first, after }),
    };
  },
});
