import { newId } from "../kernel/ids.ts";
import type { OrderContext } from "../order/change-order.ts";
import { factsOf, type LineRecord, notYet, type OrderRecord, summaryOf, untouched } from "../order/record.ts";
import { quoteOf, statusesOf } from "../order/rules.ts";
import { lineRow, orderRow } from "../orders/place-rows.ts";
import type { ChannelRow } from "../orders/place-world.ts";
import { customerOf } from "./book-customers.ts";
import { insertTables } from "./book-store.ts";
import type { BookWorld } from "./book-world.ts";
import { addWorth } from "./document.ts";
import { orderImported } from "./events.ts";
import { discountOf, type FreshDocument } from "./sort-out.ts";
import { count, type Tally } from "./tally.ts";

interface Sale {
  readonly order: OrderRecord;
  readonly channelId: string;
  readonly at: string;
}

/**
 * Books past sales: delivered, paid, without touching stock. Returns each order's index in the chunk, because a
 * cancellation can only return what was sold before it.
 */
export function bookSales(
  context: OrderContext,
  world: BookWorld,
  chunk: { documents: readonly FreshDocument[]; importId: string; tally: Tally },
): Map<string, number> {
  const sales = chunk.documents.flatMap((document) => {
    const channel = world.channels.get(document.content.channel);
    return channel === undefined ? [] : [saleOf(world, document, { channel, now: context.now })];
  });
  const orders = sales.map(({ order, channelId }) => orderRow(order, channelId));
  insertTables(context, [
    ["orders", orders],
    ["order_lines", sales.flatMap(({ order }) => order.lines.map((line, at) => lineRow(line, order.id, at)))],
    ...paymentTables(sales),
    ...shipmentTables(sales),
  ]);
  for (const { order, at } of sales) {
    const facts = { ...factsOf(order), importId: chunk.importId, placedAt: at };
    context.emit(orderImported(order.id, { ...facts, lines: order.lines, customer: summaryOf(order).customer }));
    count(chunk.tally, "ordersCreated");
    count(chunk.tally, "charges", order.lines.filter((line) => line.kind === "charge").length);
    addWorth(chunk.tally.booked, { [order.currency]: order.total });
  }
  for (const { content, rows } of chunk.documents) {
    count(chunk.tally, "rowsBooked", rows.length);
    count(chunk.tally, "discounts", content.lines.filter((line) => line.kind === "discount").length);
  }
  return new Map(sales.map(({ order }, index) => [order.id, chunk.documents[index]?.ordinal ?? 0]));
}

function saleOf(world: BookWorld, document: FreshDocument, at: { channel: ChannelRow; now: Date }): Sale {
  const { content, hash } = document;
  const { channel, now } = at;
  const { taxRateBps } = channel;
  const sold = content.lines.filter((line) => line.kind !== "discount");
  // The amount in the file is what was paid; tax is included in it, whatever the channel's current setting.
  const { lines: priced, ...totals } = quoteOf({
    lines: sold.map((line) => ({ ...line, taxRateBps })),
    shippingCharged: content.shipping,
    discountGranted: discountOf(content),
    taxMode: "included",
  });
  const shipsItems = sold.some((line) => line.kind === "item");
  const lines = sold.map((line, index): LineRecord => {
    const article = line.kind === "item" ? world.articles.get(line.sku) : undefined;
    const money = priced[index];
    if (money === undefined) throw new Error("A line has no price");
    const gone = line.kind === "item" || !shipsItems ? line.quantity : 0;
    return {
      id: newId(),
      kind: line.kind === "item" ? "item" : "charge",
      variantId: article?.id ?? null,
      sku: line.sku,
      name: line.name === "" ? (article?.title ?? line.sku) : line.name,
      taxRateBps,
      ...money,
      ...untouched,
      fulfilled: gone,
      shipped: gone,
      delivered: gone,
    };
  });
  const money = { total: totals.total, authorized: 0, paid: totals.total, refunded: 0 };
  const order: OrderRecord = {
    ...headOf(world, document, { ...at, number: takeNumber(world) }),
    payloadHash: hash,
    ...statusesOf(false, lines, money),
    ...totals,
    ...money,
    due: 0,
    lineCount: lines.length,
    unitCount: lines.reduce((units, line) => units + line.quantity, 0),
    updatedAt: now,
    lines,
  };
  return { order, channelId: channel.id, at: content.at };
}

function takeNumber(world: BookWorld): number {
  const number = world.numbers.shift();
  if (number === undefined) throw new Error("There are fewer order numbers than sales");
  return number;
}

function headOf(world: BookWorld, { content }: FreshDocument, at: { channel: ChannelRow; number: number }) {
  const customer = customerOf(world, content);
  return {
    id: newId(),
    number: at.number,
    channel: content.channel,
    externalId: content.number,
    onHold: false,
    ready: null,
    imported: true,
    version: 1,
    currency: content.currency,
    taxMode: "included" as const,
    taxRateBps: at.channel.taxRateBps,
    shippingCharged: content.shipping,
    discountGranted: discountOf(content),
    customerId: customer?.id ?? null,
    customerName: content.customer?.name ?? customer?.name ?? null,
    customerEmail: content.customer?.email ?? customer?.email ?? null,
    shippingAddress: content.address,
    tags: content.tags,
    notes: content.notes,
    ...notYet,
    placedAt: content.at,
  };
}

/** One manual payment, captured at the time of sale. Nothing to pay: no payment. */
function paymentTables(sales: readonly Sale[]) {
  const paid = sales
    .filter(({ order }) => order.total > 0)
    .map(({ order, at }) => ({ order, at, paymentId: newId(), intentId: newId() }));
  const payments = paid.map(({ order, at, paymentId }) => ({
    id: paymentId,
    order_id: order.id,
    method: "manual",
    currency: order.currency,
    amount: order.total,
    authorized: 0,
    captured: order.total,
    refunded: 0,
    voided: 0,
    capture_pending: 0,
    refund_pending: 0,
    reference: order.externalId,
    provider_reference: null,
    created_at: at,
    updated_at: at,
  }));
  const ledger = paid.flatMap(({ order, at, paymentId, intentId }) =>
    ["requested", "succeeded"].map((outcome) => ({
      id: newId(),
      order_id: order.id,
      payment_id: paymentId,
      intent_id: intentId,
      type: "capture",
      outcome,
      amount: order.total,
      actor: "system:import",
      at,
    })),
  );
  return [["payments", payments] as const, ["payment_events", ledger] as const];
}

/** One shipment without a location, because history touches no stock. */
function shipmentTables(sales: readonly Sale[]) {
  const sent = sales.map((sale) => ({ ...sale, shipmentId: newId() }));
  const shipments = sent.map(({ order, at, shipmentId }) => ({
    id: shipmentId,
    order_id: order.id,
    location_id: null,
    status: "delivered",
    shipped_at: at,
    delivered_at: at,
  }));
  const lines = sent.flatMap(({ order, shipmentId }) =>
    order.lines
      .filter((line) => line.shipped > 0)
      .map((line) => ({ shipment_id: shipmentId, order_line_id: line.id, quantity: line.shipped })),
  );
  return [["shipments", shipments] as const, ["shipment_lines", lines] as const];
}
