import { z } from "zod";
import { getManyCustomers } from "#core/customers/index.ts";
import { CustomerView } from "#core/customers/schemas.ts";
import { TimelineEntry } from "#core/events/schemas.ts";
import {
  duplicateOrder,
  insufficientStock,
  isCancelled,
  isDraft,
  methodUnavailable,
  nothingToCancel,
  notHeld,
  tooMany,
  unknownAssignee,
  unknownChannel,
  unknownCustomer,
  unknownLines,
  wrongLines,
} from "#core/orders/errors.ts";
import {
  cancelOrder,
  getManyOrders,
  getManyTimelines,
  getOrder,
  getTimeline,
  holdOrder,
  listOrders,
  noteOrder,
  placeOrder,
  releaseOrder,
  updateOrder,
} from "#core/orders/index.ts";
import { OrderSummary, OrderView } from "#core/orders/schemas.ts";
import type { Entry, Include } from "../include.ts";
import { route, version } from "../route.ts";

const tag = "Orders";

const idsOf = (entries: readonly Entry[]) => entries.map(({ id }) => id);

const loadCustomers: Include["load"] = async (ask, entries) => {
  const orders = entries.map((entry) => OrderSummary.pick({ id: true, customer: true }).parse(entry));
  const ids = orders.flatMap(({ customer: known }) => known?.id ?? []);
  const { data } = ids.length === 0 ? { data: [] } : await ask(getManyCustomers, { ids });
  return new Map(orders.map(({ id, customer: of }) => [id, data.find((known) => known.id === of?.id) ?? null]));
};

const customer: Include = { schema: CustomerView.nullable(), load: loadCustomers };

const timeline: Include = {
  schema: z.array(TimelineEntry),
  load: async (ask, entries) => {
    const { data } = await ask(getManyTimelines, { ids: idsOf(entries) });
    return new Map(data.map(({ id, events }) => [id, events]));
  },
};

/** A list leaves out what the order itself tells. */
const partOfOrder = (part: "payments" | "shipments"): Include => ({
  schema: OrderView.shape[part],
  load: async (ask, entries) => {
    const { data } = await ask(getManyOrders, { ids: idsOf(entries) });
    return new Map(data.map((order) => [order.id, order[part]]));
  },
});

const listIncludes = {
  customer,
  payments: partOfOrder("payments"),
  shipments: partOfOrder("shipments"),
  timeline,
};

export const orderRoutes = [
  route({
    method: "POST",
    path: "/orders",
    operation: placeOrder,
    tag,
    status: ({ created }) => (created ? 201 : 200),
    statuses: [201, 200],
    body: { schema: OrderView, of: ({ order }) => order },
    location: ({ order }) => `/orders/${order.id}`,
    version: ({ order }) => order.version,
    failures: [insufficientStock, duplicateOrder, unknownChannel, unknownCustomer, wrongLines, methodUnavailable],
  }),
  route({ method: "GET", path: "/orders", operation: listOrders, tag, includes: listIncludes }),
  route({
    method: "GET",
    path: "/orders/{id}",
    operation: getOrder,
    tag,
    version,
    includes: { customer, timeline },
  }),
  route({
    method: "PATCH",
    path: "/orders/{id}",
    operation: updateOrder,
    tag,
    version,
    names: { assignee: "assigneeId" },
    failures: [unknownAssignee, unknownCustomer],
  }),
  route({
    method: "POST",
    path: "/orders/{id}/cancel",
    operation: cancelOrder,
    tag,
    version,
    failures: [isCancelled, isDraft, nothingToCancel, tooMany, unknownLines],
  }),
  route({
    method: "POST",
    path: "/orders/{id}/hold",
    operation: holdOrder,
    tag,
    version,
    failures: [isCancelled, isDraft],
  }),
  route({ method: "POST", path: "/orders/{id}/release", operation: releaseOrder, tag, version, failures: [notHeld] }),
  route({ method: "POST", path: "/orders/{id}/notes", operation: noteOrder, tag, version }),
  route({
    method: "GET",
    path: "/orders/{id}/timeline",
    operation: getTimeline,
    tag,
    names: { cursor: "before" },
    body: {
      schema: z.object({ data: z.array(TimelineEntry), nextCursor: z.string().nullable() }),
      of: ({ data, nextBefore }) => ({ data, nextCursor: nextBefore === null ? null : String(nextBefore) }),
    },
  }),
];
