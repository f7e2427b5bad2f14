import { type HubError, invalid } from "../kernel/errors.ts";
import type { OrderContext } from "../order/change-order.ts";
import { placeOrder } from "../orders/place-order.ts";
import { callMany } from "../runtime/compose.ts";
import { addWorth, type DocumentContent } from "./document.ts";
import { countUnchanged, type FreshDocument, refuse } from "./sort-out.ts";
import { count, type Tally } from "./tally.ts";

/** Places documents as new orders, through `orders.place` in the same transaction: it prices, sources and validates. */
export async function placeDocuments(
  context: OrderContext,
  { documents, tally }: { documents: readonly FreshDocument[]; tally: Tally },
): Promise<void> {
  const { actor, emit } = context;
  const outcomes = await callMany(
    context,
    placeOrder,
    documents.map(({ content }) => ({ actor, emit, input: inputOf(content) })),
  );
  for (const [index, outcome] of outcomes.entries()) {
    const document = documents[index];
    if (document === undefined) continue;
    if ("refused" in outcome) refuse(tally, document, whyOf(outcome.refused));
    else if (!outcome.ok.created) countUnchanged(tally, document);
    else {
      count(tally, "ordersCreated");
      count(tally, "rowsBooked", document.rows.length);
      // With tax added the order's total exceeds its rows; the import's sums count the rows.
      addWorth(tally.booked, document.worth);
    }
  }
}

function whyOf({ code, message, errors }: HubError) {
  const [first] = errors;
  if (code === invalid.code) return { code: "document.order", detail: first?.detail ?? "This is no order." };
  const detail = [message, ...errors.map((fault) => fault.detail)].filter((text) => text !== "");
  return { code, detail: [...new Set(detail)].join(" ") };
}

function inputOf(content: DocumentContent) {
  const { customer, address } = content;
  const name = customer?.name ?? (customer?.reference === null ? null : customer?.reference);
  return {
    channel: content.channel,
    externalId: content.number,
    currency: content.currency,
    ...(customer === null
      ? {}
      : {
          customer: { email: customer.email ?? undefined, name: name ?? undefined, phone: customer.phone ?? undefined },
        }),
    ...(address === null ? {} : { shippingAddress: address }),
    lines: content.lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })),
    shippingTotal: content.shipping,
    discountTotal: content.discount,
    tags: content.tags,
    notes: content.notes,
  };
}
