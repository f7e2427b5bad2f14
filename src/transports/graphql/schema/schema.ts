import { GraphQLObjectType, GraphQLSchema } from "graphql";
import { lookupTimelines } from "#core/orders/index.ts";
import type { Context } from "../context.ts";
import { mutations } from "./mutations.ts";
import { nodeQueries, nodes } from "./nodes.ts";
import type { Field, Fields, Row } from "./outputs.ts";
import { queries } from "./queries.ts";
import { subscriptions } from "./subscriptions.ts";
import { Types } from "./types.ts";

type Table = Readonly<Record<string, { readonly field: (name: string, types: Types) => Field }>>;

const fieldsOf = (table: Table, types: Types): Fields =>
  Object.fromEntries(Object.entries(table).map(([name, { field }]) => [name, field(name, types)]));

/** The schema: what stands in the three tables, with types made of the operations' own shapes. */
export function makeSchema(): GraphQLSchema {
  const types = new Types();
  const { outputs } = types;
  for (const [name, { shape }] of nodes) outputs.object(shape, name);
  outputs.object(lookupTimelines.value.element);
  const root = (name: string, fields: Fields) => new GraphQLObjectType<Row, Context>({ name, fields });
  return new GraphQLSchema({
    query: root("Query", { ...nodeQueries, ...fieldsOf(queries, types) }),
    mutation: root("Mutation", fieldsOf(mutations, types)),
    subscription: root("Subscription", fieldsOf(subscriptions, types)),
    types: [...nodes.keys()].map((name) => outputs.known(name)),
  });
}
