import { isDeepStrictEqual } from "node:util";
import { type FullOrderRecord, summaryOf } from "./record.ts";

const fields = [
  "channel",
  "currency",
  "lines",
  "shippingTotal",
  "discountTotal",
  "tags",
  "notes",
  "customer",
  "shippingAddress",
  "assigneeId",
] as const;

/** The difference between two states of an order, as shown to callers. */
export function changesBetween(before: FullOrderRecord, after: FullOrderRecord) {
  const [from, to] = [seen(before), seen(after)];
  return fields
    .filter((field) => !isDeepStrictEqual(from[field], to[field]))
    .map((field) => ({ field, from: from[field], to: to[field] }));
}

const seen = (order: FullOrderRecord) => ({
  ...summaryOf(order),
  notes: order.notes,
  lines: order.lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })),
  shippingTotal: order.shippingCharged,
  discountTotal: order.discountGranted,
});
