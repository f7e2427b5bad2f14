import { isDeepStrictEqual } from "node:util";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../order/change-order.ts";
import { changesBetween } from "../order/changes.ts";
import { notDraft, unknownChannel, unknownCustomer, wrongLines } from "../order/errors.ts";
import { orderUpdated } from "../order/events.ts";
import { factsOf, type FullOrderRecord, viewOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { customerRow } from "../orders/place-customer.ts";
import { insertCustomer } from "../orders/update-store.ts";
import { composeDraft } from "./compose.ts";
import { replaceDraft } from "./draft-store.ts";
import { UpdateDraftInput } from "./schemas.ts";

export const updateDraft = command({
  name: "orders.updateDraft",
  summary: "Replaces a draft with the one in the request.",
  scope: "orders:write",
  audience: "public",
  input: UpdateDraftInput,
  output: OrderView,
  failures: [notFound, stale, notDraft, unknownChannel, wrongLines, unknownCustomer],
  examples: { output: { status: "draft", paymentStatus: "unpaid" } },
  run: async (context, { id, ifVersion, ...input }) => {
    const { tx, now } = context;
    const order = await openOrder(context, "orders.updateDraft:read", { id, ifVersion });
    if (order.status !== "draft") throw notDraft();
    const draft = await composeDraft(context, input, order.number);
    const { record, newCustomer } = draft;
    if (isDeepStrictEqual(contentOf(order), contentOf(record))) return viewOf(order);
    const known = newCustomer === undefined ? [] : [newCustomer];
    const customers = known.map(({ row, phone }) =>
      insertCustomer(tx, customerRow(row, { phone, address: record.shippingAddress, now })),
    );
    return settleOrder(context, order, {
      writes: [...customers, ...replaceDraft(tx, order.id, draft)],
      reprice: true,
      set: settableOf(record),
      tell: (after) => [orderUpdated(after.id, { ...factsOf(after), changes: changesBetween(order, after) })],
    });
  },
});

const settableOf = (record: FullOrderRecord) => ({
  tags: record.tags,
  notes: record.notes,
  customerId: record.customerId,
  customerName: record.customerName,
  customerEmail: record.customerEmail,
  shippingAddress: record.shippingAddress,
  shippingCharged: record.shippingCharged,
  discountGranted: record.discountGranted,
  shippingTaxCharged: record.shippingTaxCharged,
});

/** The replaceable content of a draft: equal content is the same draft, whatever the ids of its lines. */
const contentOf = (order: FullOrderRecord) => ({
  ...settableOf(order),
  channel: order.channel,
  currency: order.currency,
  taxMode: order.taxMode,
  lines: order.lines.map(({ id: _id, ...line }) => line),
});
