import { GraphQLID, GraphQLInterfaceType, GraphQLList, GraphQLNonNull } from "graphql";
import type { z } from "zod";
import { lookupProducts, lookupVariants } from "#core/catalog/index.ts";
import { lookupCustomers } from "#core/customers/index.ts";
import { lookupShipments } from "#core/fulfillment/index.ts";
import { invalid } from "#core/kernel/errors.ts";
import type { Lookup } from "#core/kernel/operation.ts";
import type { IdKey } from "#core/kernel/shapes.ts";
import { lookupOrders } from "#core/orders/index.ts";
import { lookupPayments } from "#core/payments/index.ts";
import { lookupUsers } from "#core/users/index.ts";
import { lookupDeliveries } from "#core/webhooks/index.ts";
import type { Context, Loaders } from "../context.ts";
import type { Fields, Row } from "./outputs.ts";

type Reader = { readonly shape: z.ZodType; readonly load: (loaders: Loaders, id: string) => Promise<Row> };

/** A lookup whose keys are ids. */
export type ById<V extends z.ZodType = z.ZodType> = Lookup<typeof IdKey, V>;

const by = (lookup: ById): Reader => ({
  shape: lookup.value,
  load: (loaders, id) => loaders.load(lookup, id),
});

/** Types that have an id of their own, and what reads them by it. */
export const nodes: ReadonlyMap<string, Reader> = new Map([
  ["Customer", by(lookupCustomers)],
  ["Order", by(lookupOrders)],
  ["Payment", by(lookupPayments)],
  ["Product", by(lookupProducts)],
  ["ProductVariant", by(lookupVariants)],
  ["Shipment", by(lookupShipments)],
  ["User", by(lookupUsers)],
  ["WebhookDelivery", by(lookupDeliveries)],
]);

export const NodeInterface = new GraphQLInterfaceType({
  name: "Node",
  description: "Whatever has an id of its own.",
  fields: {
    nodeId: { type: new GraphQLNonNull(GraphQLID), description: "For `node` and for caches, across all types." },
  },
});

const written = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString("base64url");

export const nodeIdOf = (type: string): Fields => ({
  nodeId: { type: new GraphQLNonNull(GraphQLID), resolve: ({ id }) => written(type, id) },
});

async function nodeOf(nodeId: string, { loaders }: Context): Promise<Row> {
  const [type = "", id = ""] = Buffer.from(nodeId, "base64url").toString().split(":", 2);
  const row = await nodes.get(type)?.load(loaders, id);
  return row === undefined || row === null ? null : { ...row, __typename: type };
}

const MOST_NODES = 100;

export const nodeQueries: Fields = {
  node: {
    type: NodeInterface,
    args: { id: { type: new GraphQLNonNull(GraphQLID) } },
    resolve: (_, { id }, context) => nodeOf(id, context),
  },
  nodes: {
    type: new GraphQLNonNull(new GraphQLList(NodeInterface)),
    args: { ids: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLID))) } },
    extensions: { size: "ids" },
    resolve: (_, { ids }: { ids: string[] }, context) => {
      if (ids.length > MOST_NODES) throw invalid([{ pointer: "/ids", detail: `At most ${MOST_NODES} at a time.` }]);
      return ids.map((id) => nodeOf(id, context));
    },
  },
};
