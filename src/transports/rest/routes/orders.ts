import { z } from "zod";
import { lookupCustomers } from "#core/customers/index.ts";
import { CustomerView } from "#core/customers/schemas.ts";
import { TimelineEntry } from "#core/events/schemas.ts";
import { lookupShipmentsOfOrders } from "#core/fulfillment/index.ts";
import { OrderSummary, OrderView } from "#core/order/schemas.ts";
import {
  cancelOrder,
  getOrder,
  getTimeline,
  holdOrder,
  listOrders,
  lookupTimelines,
  noteOrder,
  placeOrder,
  releaseOrder,
  updateOrder,
} from "#core/orders/index.ts";
import { lookupPaymentsOfOrders } from "#core/payments/index.ts";
import { type Entry, included } from "../include.ts";
import { route, version } from "../route.ts";

const tag = "Orders";

const idOf = ({ id }: Entry) => id;
const customerIdOf = (entry: Entry) => OrderSummary.pick({ customer: true }).parse(entry).customer?.id ?? null;

const customer = included(lookupCustomers, CustomerView.nullable(), customerIdOf);
const timeline = included(lookupTimelines, lookupTimelines.value, idOf);

/** A list omits some fields of an order. */
const listIncludes = {
  customer,
  payments: included(lookupPaymentsOfOrders, OrderView.shape.payments, idOf),
  shipments: included(lookupShipmentsOfOrders, OrderView.shape.shipments, idOf),
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
  }),
  route({
    method: "POST",
    path: "/orders/{id}/cancel",
    operation: cancelOrder,
    tag,
    version,
  }),
  route({
    method: "POST",
    path: "/orders/{id}/hold",
    operation: holdOrder,
    tag,
    version,
  }),
  route({ method: "POST", path: "/orders/{id}/release", operation: releaseOrder, tag, version }),
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
