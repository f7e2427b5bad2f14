import { GraphQLList, GraphQLNonNull } from "graphql";
import { lookupProducts, lookupVariants } from "#core/catalog/index.ts";
import { lookupCustomers } from "#core/customers/index.ts";
import { lookupShipmentsOfOrders } from "#core/fulfillment/index.ts";
import { lookupOrders, lookupTimelines } from "#core/orders/index.ts";
import { lookupPaymentsOfOrders } from "#core/payments/index.ts";
import { lookupUsers } from "#core/users/index.ts";
import type { Context } from "../context.ts";
import { type ById, NodeInterface, nodeIdOf, nodes } from "./nodes.ts";
import type { Beside, Field, Outputs, Row } from "./outputs.ts";

/** One thing, by an id that its neighbour holds. */
const one = (type: Field["type"], lookup: ById, idOf: (row: Row) => string | null): Field => ({
  type,
  resolve: (row: Row, _: unknown, { loaders }: Context) => {
    const id = idOf(row);
    return id === null ? null : loaders.load(lookup, id);
  },
});

/** Fields that listed orders lack are loaded for all of them in one batch. */
const whole =
  (field: string) =>
  async (row: Row, _: unknown, { loaders }: Context) =>
    field in row ? row[field] : Object(await loaders.load(lookupOrders, row.id))[field];

const all =
  (field: string, lookup: ById) =>
  (row: Row, _: unknown, { loaders }: Context) =>
    field in row ? row[field] : loaders.load(lookup, row.id);

const ofOrder: NonNullable<Beside["resolvers"]> = {
  payments: all("payments", lookupPaymentsOfOrders),
  shipments: all("shipments", lookupShipmentsOfOrders),
  ...Object.fromEntries(
    ["taxMode", "notes", "holds", "reservations", "cancelledAt", "cancelReason"].map((name) => [name, whole(name)]),
  ),
};

/** What types have besides their own shapes: a global id, and what hangs together. */
export function relations(outputs: () => Outputs): ReadonlyMap<string, Beside> {
  const of = (name: string) => outputs().known(name);
  const related: Readonly<Record<string, Beside>> = {
    Order: {
      resolvers: ofOrder,
      fields: () => ({
        assignee: one(of("User"), lookupUsers, ({ assigneeId }) => assigneeId),
        timeline: {
          type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(of("TimelineEntry")))),
          description: lookupTimelines.summary,
          extensions: { size: TIMELINE },
          resolve: ({ id }, _, { loaders }) => loaders.load(lookupTimelines, id).then((entries) => entries ?? []),
        },
      }),
    },
    OrderCustomerSummary: {
      fields: () => ({ profile: one(of("Customer"), lookupCustomers, ({ id }) => id) }),
    },
    OrderLine: { fields: () => ({ variant: one(of("ProductVariant"), lookupVariants, ({ variantId }) => variantId) }) },
    ProductVariant: { fields: () => ({ product: one(of("Product"), lookupProducts, ({ productId }) => productId) }) },
    StockLevel: {
      fields: () => ({ variant: one(of("ProductVariant"), lookupVariants, ({ variantId }) => variantId) }),
    },
    StockMovement: { fields: () => ({ order: one(of("Order"), lookupOrders, ({ orderId }) => orderId) }) },
    OrderChange: { fields: () => ({ order: one(of("Order"), lookupOrders, ({ orderId }) => orderId) }) },
  };
  const names = new Set([...nodes.keys(), ...Object.keys(related)]);
  return new Map([...names].map((name) => [name, { ...related[name], ...besideOf(name, related[name]) }]));
}

/** Entries that a timeline has at most count less than that: few orders have as many. */
const TIMELINE = 10;

function besideOf(name: string, related: Beside | undefined): Beside {
  if (!nodes.has(name)) return { fields: () => ({}), ...related };
  return { interfaces: () => [NodeInterface], fields: () => ({ ...nodeIdOf(name), ...related?.fields() }) };
}
