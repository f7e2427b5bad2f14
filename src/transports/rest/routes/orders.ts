import { z } from "zod";
import { duplicateOrder, insufficientStock, unknownChannel, wrongLines } from "#core/orders/errors.ts";
import { getOrder } from "#core/orders/get-order.ts";
import { getTimeline } from "#core/orders/get-timeline.ts";
import { listOrders } from "#core/orders/list-orders.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { OrderView, TimelineEntry } from "#core/orders/schemas.ts";
import { route } from "../route.ts";

const tag = "Orders";
const versionOf = (order: { version: number }) => order.version;

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
    failures: [insufficientStock, duplicateOrder, unknownChannel, wrongLines],
  }),
  route({ method: "GET", path: "/orders", operation: listOrders, tag }),
  route({ method: "GET", path: "/orders/{id}", operation: getOrder, tag, version: versionOf }),
  route({
    method: "GET",
    path: "/orders/{id}/timeline",
    operation: getTimeline,
    tag,
    queryNames: { cursor: "before" },
    body: {
      schema: z.object({ data: z.array(TimelineEntry), nextCursor: z.string().nullable() }),
      of: ({ data, nextBefore }) => ({ data, nextCursor: nextBefore === null ? null : String(nextBefore) }),
    },
  }),
];
