import { z } from "zod";
import {
  duplicateOrder,
  insufficientStock,
  isCancelled,
  nothingToCancel,
  notHeld,
  tooMany,
  unknownAssignee,
  unknownChannel,
  unknownLines,
  wrongLines,
} from "#core/orders/errors.ts";
import {
  cancelOrder,
  getOrder,
  getTimeline,
  holdOrder,
  listOrders,
  noteOrder,
  placeOrder,
  releaseOrder,
  updateOrder,
} from "#core/orders/index.ts";
import { OrderView, TimelineEntry } from "#core/orders/schemas.ts";
import { route, version } from "../route.ts";

const tag = "Orders";

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
  route({ method: "GET", path: "/orders/{id}", operation: getOrder, tag, version }),
  route({
    method: "PATCH",
    path: "/orders/{id}",
    operation: updateOrder,
    tag,
    version,
    names: { assignee: "assigneeId" },
    failures: [unknownAssignee],
  }),
  route({
    method: "POST",
    path: "/orders/{id}/cancel",
    operation: cancelOrder,
    tag,
    version,
    failures: [isCancelled, nothingToCancel, tooMany, unknownLines],
  }),
  route({ method: "POST", path: "/orders/{id}/hold", operation: holdOrder, tag, version, failures: [isCancelled] }),
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
